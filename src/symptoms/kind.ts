import { type RequestReading, readAccessRequest } from './access-request.ts';
import { explorerRefusal } from './formats/adt-explorer.ts';
import { corsRefusal } from './formats/browser.ts';
import { twinsError } from './formats/error-body.ts';
import type { FormatReading } from './formats/format.ts';
import type { InstanceReading } from './instance.ts';
import type { OperationReading } from './operation.ts';
import type { SymptomKind, SymptomReport } from './report.ts';
import type { ServiceReading } from './services.ts';
import { isChatter, isSolved, soundsGood } from './small-talk.ts';

/** What has been read of a text before its kind is decided. */
export interface Signs {
  format: FormatReading;
  services: ServiceReading;
  status?: number | undefined;
  instance?: InstanceReading | undefined;
  operation?: OperationReading | undefined;
  downstream?: SymptomReport['downstream'];
}

export interface Decision {
  kind: SymptomKind;
  service?: string;
  status?: number;
  request?: RequestReading;
}

/** A refusal in plain words; the bot reads it as the 403 it is. */
const refused =
  /\b(?:access|permission|authori[sz]ation)s? (?:is |was |has been |got |being )?(?:denied|refused|rejected|restricted)\b|\bden(?:y|ies|ied|ying) (?:me |us |him |her )?(?:the )?access\b|\b(?:denied|refused|rejected) access\b|\brefus(?:es|ing|ed) (?:me|us|my|our|him|her|to let)\b|\b(?:not|isn't|aren't|wasn't|am not|n't|cannot be|never) (?:be |been |get )?(?:allowed|permitted|authori[sz]ed)\b|\b(?:insufficient|inadequate|not enough|missing|lacking|lack of|wrong) (?:\w{1,12} )?(?:permissions?|privileges|rights|access|authori[sz]ation)\b|\b(?:permission|authori[sz]ation|access)s? (?:error|issue|problem|failure|failed)s?\b|\b(?:don't|doesn't|do not|does not|did not|didn't) (?:have|hold|possess) (?:the |enough |sufficient |required |necessary |any |right ){0,3}(?:permissions?|privileges|rights|authori[sz]ation)\b|アクセス.{0,6}(?:拒否|でき)/i;
/** Has no access, without a word on what the service answered. */
const lacksAccess =
  /\b(?:removed|revoked|took away|withdrew) (?:my|our|his|her) (?:access|role|permissions?|rights)\b|\b(?:my|our|his|her) (?:access|role|permissions?) (?:was|got|has been) (?:removed|revoked|withdrawn)\b|\b(?:no|lost|without|lack(?:s|ing)?|missing) (?:my |the |any |all |his |her )?(?:access|permissions?|rights)\b|\b(?:can't|cannot|can not|couldn't|unable to|not able to|don't|doesn't|do not|does not|no longer) (?:get |have |seem to |even )?(?:access|permissions?|rights|the (?:right )?permissions?)\b|\b(?:locked|shut|kicked) out\b|\b(?:can't|cannot|couldn't|unable to|not able to|won't let (?:me|us|her|him)) (?:get )?(?:in ?to|in\b)|\b(?:can't|cannot|couldn't|no longer|unable to|not able to) (?:query|read|see|view|open|list|update|patch|write|delete|upload|create|load|reach|use) |\b(?:won't|doesn't|does not|not) let (?:me|us|him|her|them)\b/i;
const trouble =
  /\b(?:errors?|fail(?:s|ed|ing|ure|ures)?|broken?|breaks|not working|not work|doesn't work|does not work|won't work|isn't working|stopped working|can't|cannot|couldn't|unable|problems?|issues?|trouble|stuck|wrong|exceptions?|timeout|timed out|refuse[sd]?|rejected|help|weird|strange|odd|slow|down|hangs?|crash(?:es|ed)?|says no|won't|was working|used to work|bug|denied|blocked)\b/i;
/** No trouble, whatever the words. */
const harmless =
  /\bwrong (?:channel|chat|window|thread|person|group|tab)\b|\bno (?:problem|worries|issues?)\b|\bnot a problem\b|\bcan't wait\b|\bmy bad\b/gi;
const network =
  /\b(?:ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EAI_AGAIN|getaddrinfo|No such host is known|Name or service not known|(?:could|can) ?not (?:be )?resolved?|couldn't (?:be )?resolved?|NXDOMAIN|DNS|UnknownHostException|NameResolutionFailure|connection (?:timed out|refused|reset|was closed|aborted)|timed? ?out|timeouts?|SSL|TLS|certificate (?:error|problem|expired|verify)|ERR_NAME_NOT_RESOLVED|ERR_CONNECTION_\w{4,12}|unreachable|not reachable)\b/i;
const subdomain = /sub-? ?domain not found/i;
const networkRefusal = /Public network access (?:is )?disabled/i;

/** What a message is, as guard clauses from the surest sign to the weakest. `text` as pasted, `prose` in English. Pure. */
export function decideKind(text: string, prose: string, signs: Signs): Decision {
  const { format, services, instance, operation, downstream } = signs;
  const explorer = format.client === 'adt-explorer';
  const adt =
    services.digitalTwins !== undefined || instance?.certain === true || operation?.certain === true || explorer;
  const status = signs.status ?? (refused.test(prose) ? 403 : undefined);
  const denied = status === 403 || (status === undefined && lacksAccess.test(prose));
  const withStatus = status === undefined ? {} : { status };
  const digitalTwins = { service: 'digital-twins', ...withStatus };

  if (services.retired) return { kind: 'other-service', service: 'smart-spaces', ...withStatus };

  // No token was issued, so no service refused anything.
  if (format.service === 'entra-id') return { kind: 'adt-other', service: 'entra-id', ...withStatus };

  if (format.service === 'arm') {
    return {
      kind: isDigitalTwinsInArm(text, services, operation) ? 'adt-other' : 'other-service',
      service: 'arm',
      ...withStatus,
    };
  }
  if (
    /management\.(?:azure|usgovcloudapi)\.(?:com|us|net)\/(?!\.default|["'\s]|$)/.test(text) &&
    status !== undefined
  ) {
    return {
      kind: isDigitalTwinsInArm(text, services, operation) ? 'adt-other' : 'other-service',
      service: 'arm',
      status,
    };
  }

  if (subdomain.test(text)) return { kind: 'adt-other', service: 'digital-twins', status: status ?? 404 };

  // Its exact words are ADT's; other services word theirs in another way.
  if (networkRefusal.test(text) && (services.sure === undefined || services.digitalTwins === 'host')) {
    return { kind: 'adt-403', service: 'digital-twins', status: status ?? 403 };
  }

  // A host or a code tells more than any word around it.
  if (
    services.sure !== undefined &&
    (denied || status !== undefined || trouble.test(prose) || format.errorCode !== undefined)
  ) {
    const hostOfAdt =
      services.digitalTwins === 'host' &&
      instance?.instance.hostName !== undefined &&
      downstream !== undefined &&
      status === undefined;
    if (!hostOfAdt) return { kind: 'other-service', ...named(services.sure), ...withStatus };
  }

  // The Explorer says 'Authentication failed' where the role is missing.
  if (explorerRefusal(text) && (status === undefined || status === 403)) return { kind: 'adt-403', ...digitalTwins };

  if (isSolved(prose)) return { kind: 'chatter' };

  const request = readAccessRequest(prose);
  if (request !== undefined && (request.explicit || (!denied && status === undefined))) {
    const elsewhere = services.digitalTwins === undefined && instance === undefined ? services.named : undefined;
    return elsewhere === undefined
      ? { kind: 'access-request', request }
      : { kind: 'other-service', ...named(elsewhere) };
  }

  // An event route is ADT's own, whatever it leads to.
  const own = services.digitalTwins !== 'words' || operation?.operation === 'event-routes';
  const otherInWords =
    services.refusing ??
    (adt && own && (downstream === undefined || services.digitalTwins === 'words') ? undefined : services.named);
  if (downstream === '3d-scenes' && denied && services.digitalTwins !== 'host' && services.digitalTwins !== 'name') {
    return { kind: 'other-service', service: 'storage', ...withStatus };
  }
  if (otherInWords !== undefined && (denied || status !== undefined)) {
    return { kind: 'other-service', ...named(otherInWords), ...withStatus };
  }

  // ADT answered, and what it sends on is refused elsewhere or gets lost.
  if (
    downstream !== undefined &&
    (downstream === 'event-route' || downstream === 'data-history') &&
    (trouble.test(prose) || denied || /\b(?:not|never|no|nothing)\b|n't\b/i.test(prose))
  ) {
    return { kind: 'adt-other', ...digitalTwins };
  }

  if (status !== undefined && status !== 403)
    return adt || instance ? { kind: 'adt-other', ...digitalTwins } : { kind: 'unclear', status };

  if (denied) {
    // In this bot's chats a refusal at something with a name is at an instance.
    return adt || instance !== undefined ? { kind: 'adt-403', ...digitalTwins } : { kind: 'unclear', ...withStatus };
  }

  if (corsRefusal(text) || network.test(prose) || twinsError(text))
    return adt || instance !== undefined ? { kind: 'adt-other', service: 'digital-twins' } : { kind: 'unclear' };

  if (trouble.test(prose.replace(harmless, ' ')))
    return { kind: 'unclear', ...(adt ? { service: 'digital-twins' } : {}) };
  if ((adt || instance !== undefined) && !soundsGood(prose))
    return { kind: 'unclear', ...(adt ? { service: 'digital-twins' } : {}) };
  return { kind: isChatter(prose) ? 'chatter' : 'unclear' };
}

/** A service that is none of Azure's has no name here. */
function named(service: string): { service?: string } {
  return service === 'other' ? {} : { service };
}

/** ARM's errors name the resource type; only where they do not, the words around count. */
function isDigitalTwinsInArm(text: string, services: ServiceReading, operation: OperationReading | undefined): boolean {
  const actions = text.match(/action '([\w.]{3,60})\//);
  if (/Microsoft\.DigitalTwins/i.test(text)) return true;
  if (actions !== null && !/^Microsoft\.(?:Authorization|Resources)$/i.test(actions[1] ?? '')) return false;
  const otherProvider =
    /\/providers\/(?!Microsoft\.(?:Authorization|DigitalTwins|Resources)\b)Microsoft\.\w{2,40}\//i.test(text);
  return !otherProvider && (services.digitalTwins !== undefined || operation?.certain === true);
}
