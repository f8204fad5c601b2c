import { type RequestReading, readAccessRequest } from './access-request.ts';
import { explorerRefusal } from './formats/adt-explorer.ts';
import { corsRefusal } from './formats/browser.ts';
import type { FormatReading } from './formats/format.ts';
import type { InstanceReading } from './instance.ts';
import type { OperationReading } from './operation.ts';
import type { SymptomKind } from './report.ts';
import type { ServiceReading } from './services.ts';

/** What has been read of a text before its kind is decided. */
export interface Signs {
  format: FormatReading;
  services: ServiceReading;
  status?: number | undefined;
  instance?: InstanceReading | undefined;
  operation?: OperationReading | undefined;
}

export interface Decision {
  kind: SymptomKind;
  service?: string;
  status?: number;
  request?: RequestReading;
}

/** A refusal in plain words; the bot reads it as the 403 it is. */
const refused =
  /\b(?:access|permission)s? (?:is |was |has been )?(?:denied|refused)\b|\bden(?:y|ies|ied) (?:me )?access\b|\b(?:not|isn't|aren't|wasn't|am not|n't) (?:be )?(?:allowed|permitted|authori[sz]ed)\b|\binsufficient (?:permissions?|privileges|rights|access)\b|\bpermission(?:s)? (?:error|issue|problem)s?\b|zugriff verweigert|zugriff abgelehnt|accès refusé|acceso denegado|acesso negado|アクセス.{0,6}(?:拒否|でき)/i;
/** Has no access, without a word on what the service answered. */
const lacksAccess =
  /\b(?:no|lost|without|lack(?:s|ing)?|missing) (?:my |the |any )?(?:access|permissions?|rights)\b|\b(?:can't|cannot|can not|couldn't|unable to|not able to|don't|doesn't|do not|does not|no longer) (?:get |have |seem to )?(?:access|permissions?|rights|the (?:right )?permissions?)\b|\blocked out\b|\bkeinen? (?:zugriff|zugang)\b|\bpas (?:d')?acc[eè]s\b|\b(?:sin|no tengo) acceso\b|\b(?:sem|n[aã]o tenho) acesso\b/i;
const trouble =
  /\b(?:errors?|fail(?:s|ed|ing|ure)?|broken?|not working|doesn't work|does not work|won't work|isn't working|stopped working|can't|cannot|couldn't|unable|problems?|issues?|stuck|wrong|exception|timeout|timed out|refused|rejected|help|weird|strange|slow|crash(?:es|ed)?)\b/i;
/** 'Thanks, that did it': what was wrong is over. */
const solved =
  /\b(?:that did it|that (?:worked|helped|fixed it)|(?:it )?works? (?:now|again|fine now)|working (?:now|again)|(?:is|it's|its|has been|got|all) (?:fixed|solved|resolved|sorted|good now)|(?:no (?:more|longer)|without) (?:a |any |the |getting )?(?:403|forbidden|errors?)|(?:403|error) (?:is|has) gone)\b/i;
const notSolved = /\b(?:but|still|except|however|not|n't|yet)\b|\?/i;
const network =
  /\b(?:ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|getaddrinfo|No such host is known|Name or service not known|could not resolve host|connection (?:timed out|refused))\b/i;
const subdomain = /sub-?domain not found/i;
const networkRefusal = /Public network access disabled by policy/i;

/** What a message is, as guard clauses from the surest sign to the weakest. Pure. */
export function decideKind(text: string, signs: Signs): Decision {
  const { format, services, instance, operation } = signs;
  const adt = services.digitalTwins !== undefined || instance?.certain === true || operation?.certain === true;
  const status = signs.status ?? (refused.test(text) ? 403 : undefined);
  const denied = status === 403 || (status === undefined && lacksAccess.test(text));
  const withStatus = status === undefined ? {} : { status };
  const digitalTwins = { service: 'digital-twins', ...withStatus };

  if (services.retired) return { kind: 'other-service', service: 'smart-spaces', ...withStatus };

  // No token was issued, so no service refused anything.
  if (format.service === 'entra-id') return { kind: 'adt-other', service: 'entra-id', ...withStatus };

  if (format.service === 'arm') {
    return { kind: adt ? 'adt-other' : 'other-service', service: 'arm', status: 403 };
  }
  if (/management\.azure\.(?:com|us)/.test(text) && status !== undefined) {
    return { kind: adt ? 'adt-other' : 'other-service', service: 'arm', status };
  }

  if (subdomain.test(text)) return { kind: 'adt-other', service: 'digital-twins', status: 404 };

  // Its exact words are ADT's; other services word theirs in another way.
  if (networkRefusal.test(text)) return { kind: 'adt-403', service: 'digital-twins', status: status ?? 403 };

  // A host or a code tells more than any word around it.
  const hostOfAdt = services.digitalTwins === 'host' && instance?.instance.hostName !== undefined;
  if (services.sure !== undefined && !hostOfAdt && (denied || status !== undefined || trouble.test(text))) {
    return { kind: 'other-service', service: services.sure, ...withStatus };
  }

  // The Explorer says 'Authentication failed' where the role is missing.
  if (explorerRefusal(text) && (status === undefined || status === 403)) return { kind: 'adt-403', ...digitalTwins };

  if (text.length < 400 && solved.test(text) && !notSolved.test(text)) return { kind: 'chatter' };

  const request = readAccessRequest(text);
  if (request !== undefined && (request.explicit || (!denied && status === undefined))) {
    return { kind: 'access-request', request };
  }

  const otherInWords = services.refusing ?? (adt && services.digitalTwins !== 'words' ? undefined : services.named);
  if (otherInWords !== undefined && (denied || status !== undefined)) {
    return { kind: 'other-service', service: otherInWords, ...withStatus };
  }

  if (status !== undefined && status !== 403)
    return adt || instance ? { kind: 'adt-other', ...digitalTwins } : { kind: 'unclear', status };

  if (denied) {
    // In this bot's chats a refusal at something with a name is at an instance.
    return adt || instance !== undefined ? { kind: 'adt-403', ...digitalTwins } : { kind: 'unclear', ...withStatus };
  }

  if (corsRefusal(text) || network.test(text))
    return adt ? { kind: 'adt-other', ...digitalTwins } : { kind: 'unclear' };

  if (trouble.test(text) || adt || instance !== undefined)
    return { kind: 'unclear', ...(adt ? { service: 'digital-twins' } : {}) };
  return { kind: text.trim() === '' ? 'unclear' : 'chatter' };
}
