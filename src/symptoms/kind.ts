import { type RequestReading, readAccessRequest } from './access-request.ts';
import { clauses } from './clauses.ts';
import { explorerRefusal } from './formats/adt-explorer.ts';
import { corsMessage, corsRefusal } from './formats/browser.ts';
import { twinsError } from './formats/error-body.ts';
import type { FormatReading } from './formats/format.ts';
import type { InstanceReading } from './instance.ts';
import type { OperationReading } from './operation.ts';
import type { SymptomKind, SymptomReport } from './report.ts';
import type { ServiceReading } from './services.ts';
import { sieved } from './sieve.ts';
import { arrangesMeeting, asksToKnow, isChatter, isSolved, soundsGood } from './small-talk.ts';
import { saysNoAccess, saysRefused, saysTrouble, saysUnreachable } from './wording.ts';

/** What has been read of a text before its kind is decided. */
export interface Signs {
  /** As pasted. */
  text: string;
  /** In English. */
  prose: string;
  /** The clauses of it that tell of no success. */
  failing: string;
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

/** The signs, and what follows from several of them. */
interface Weighed extends Signs {
  /** Whether the text is about ADT at all. */
  twins: boolean;
  status: number | undefined;
  denied: boolean;
}

type Rule = (signs: Weighed) => Decision | undefined;

/** What a message is: the first rule that knows, from the surest sign to the weakest. Pure. */
export function decideKind(signs: Signs): Decision {
  const { services, instance, operation, format, prose } = signs;
  const status = signs.status ?? (refusedInWords(signs) ? 403 : undefined);
  const weighed: Weighed = {
    ...signs,
    twins:
      services.digitalTwins !== undefined ||
      instance?.certain === true ||
      operation?.certain === true ||
      format.client === 'adt-explorer',
    status,
    denied: status === 403 || (status === undefined && saysNoAccess(prose)),
  };
  for (const rule of rules) {
    const decided = rule(weighed);
    if (decided !== undefined) return decided;
  }
  return { kind: 'unclear' };
}

/** Words of a sign-in or of a browser's own refusal are no answer of a service. */
function refusedInWords({ format, text, prose }: Signs): boolean {
  return format.service !== 'entra-id' && saysRefused(prose) && !corsRefusal(text);
}

/** The retired first generation is another product. */
const byRetiredService: Rule = ({ services, status }) =>
  services.retired ? decision('other-service', 'smart-spaces', status) : undefined;

/** No token was issued, so no service refused anything. */
const byEntra: Rule = ({ format, status }) =>
  format.service === 'entra-id' ? decision('adt-other', 'entra-id', status) : undefined;

const armUrl = sieved(/management\.(?:azure|usgovcloudapi)\.(?:com|us|net)\/(?!\.default|["'\s]|$)/);
const byArm: Rule = (signs) => {
  const { format, text, status } = signs;
  if (format.service !== 'arm' && !(status !== undefined && armUrl.test(text))) return undefined;
  return decision(isDigitalTwinsInArm(signs) ? 'adt-other' : 'other-service', 'arm', status);
};

/** 'Does not have authorization to perform action '…' over scope '…'': what ARM refused, and where. */
const refusedAction =
  /\bperform action(?:\(s\)|s)? '([\w.]{3,60})\/[^'\n]{1,120}'(?:[^'\n]{1,40} scope '([^'\n]{1,600})')?/i;

/** ARM's errors name the action and the resource; only where they do not, the words around count. */
function isDigitalTwinsInArm({ text, services, operation, instance }: Weighed): boolean {
  const [sentence, provider, scope = ''] = refusedAction.exec(text) ?? [];
  if (/Microsoft\.DigitalTwins/i.test(sentence ?? text)) return true;
  if (provider !== undefined && !/^Microsoft\.Authorization$/i.test(provider)) return false;
  if (/\/providers\/(?!Microsoft\.(?:Authorization|Management)\b)\w/i.test(scope)) return false;
  const otherType = /\/providers\/(?!Microsoft\.(?:Authorization|Resources)\b)Microsoft\.\w{2,40}\//i.test(text);
  return (
    !otherType &&
    (services.digitalTwins === 'host' ||
      services.digitalTwins === 'name' ||
      (services.digitalTwins === 'words' && instance !== undefined) ||
      operation?.certain === true)
  );
}

/** Whoever manages an instance, or roles at it, asks ARM, whatever the tool prints of the refusal. */
const byManaging: Rule = ({ operation, twins, status, prose, text }) => {
  if (status !== 403 || !twins || operation?.operation !== 'control-plane') return undefined;
  const sure = operation.certain || !(managedBefore.test(prose) || explorerRefusal(text));
  return sure ? decision('adt-other', 'arm', status) : undefined;
};

/** 'After we set up the private endpoint everyone gets 403': that went well. */
const managedBefore =
  /\b(?:after|since|before|once|because|although) (?:we|i|he|she|they|it|you|somebody|someone|the \w{2,20}) |\b(?:after|since|before) \w{2,20}ing\b/i;

/** ADT's exact words for a wrong tenant or host, and for a closed network; other services word theirs in another way. */
const byOwnWords: Rule = ({ text, services, status }) => {
  if (/sub-? ?domain not found/i.test(text)) return decision('adt-other', 'digital-twins', status ?? 404);
  const closed = /Public network access (?:is )?disabled/i.test(text);
  if (!closed || (services.sure !== undefined && services.digitalTwins !== 'host')) return undefined;
  return decision('adt-403', 'digital-twins', status ?? 403);
};

/** A code of ADT's own says what it answered, whatever number somebody gives it in passing. */
const byOwnCode: Rule = ({ text, format, status }) =>
  status === 403 && format.status === undefined && twinsError(text) && !/forbidden|denied|\b403 \(/i.test(text)
    ? decision('adt-other', 'digital-twins')
    : undefined;

/** Another service's host or code tells more than any word around it. */
const byOtherHost: Rule = ({ services, denied, status, prose, format, downstream }) => {
  if (services.sure === undefined) return undefined;
  const told =
    denied ||
    status !== undefined ||
    format.errorCode !== undefined ||
    saysTrouble(prose) ||
    /permission|authori[sz]|denied|refused|exceeded|\b40[13]\d{3}\b/i.test(prose);
  // 'No events reach twins.servicebus.windows.net' tells of ADT's delivery, not of that host's answer.
  const undelivered =
    services.digitalTwins !== undefined && downstream !== undefined && !denied && status === undefined;
  return told && !undelivered ? decision('other-service', services.sure, status) : undefined;
};

/** The browser, not the service, refuses to show an answer; what ADT answered, nobody saw. */
const byCors: Rule = ({ text, twins, instance, status }) => {
  if (!corsMessage(text)) return undefined;
  return twins || instance !== undefined ? decision('adt-other', 'digital-twins', status) : { kind: 'unclear' };
};

/** The Explorer says 'Authentication failed' where the role is missing. */
const byExplorer: Rule = ({ text, status }) =>
  explorerRefusal(text) && (status === undefined || status === 403)
    ? decision('adt-403', 'digital-twins', status)
    : undefined;

const bySolution: Rule = ({ prose }) => (isSolved(prose) ? { kind: 'chatter' } : undefined);

/** Who asks outright asks, whatever he tells with it; a weaker wish counts where no refusal is told. */
const byRequest: Rule = ({ prose, denied, status, services, instance }) => {
  const request = readAccessRequest(withInstance(prose, instance?.instance.name), status !== undefined);
  if (request === undefined || (denied && !request.explicit && !request.apart)) return undefined;
  const elsewhere = services.digitalTwins === undefined && instance === undefined ? services.named : undefined;
  if (elsewhere !== undefined) return { ...decision('other-service', elsewhere, status), request };
  return { ...decision('access-request', undefined, status), request };
};

/** Whatever an instance is called, the words around it say what is asked for it. */
const withInstance = (prose: string, name: string | undefined): string =>
  name === undefined || name.length < 3
    ? prose
    : prose
        .slice(0, 2000)
        .replaceAll(
          new RegExp(`(?<![\\w.@/-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w@/-]|\\.\\w)`, 'gi'),
          'instance',
        );

/** Scenes lie in a storage container, which the person himself must be able to read. */
const byScene: Rule = ({ downstream, services, denied, status, prose, failing }) => {
  if (downstream !== '3d-scenes' || !(denied || status === 403 || saysTrouble(prose) || /\bmissing\b/i.test(prose)))
    return undefined;
  const storage = services.digitalTwins !== 'host' && services.digitalTwins !== 'name';
  return storage || /storage|container|blob|\.json\b/i.test(failing)
    ? decision('other-service', 'storage', status)
    : undefined;
};

/** Another service named in words, unless it is ADT that fails. */
const byOtherName: Rule = ({ services, operation, denied, status }) => {
  if (!denied && status === undefined) return undefined;
  const { refusing, named } = services;
  // An event route is ADT's own, whatever it leads to.
  const own =
    services.failing === 'host' ||
    services.failing === 'name' ||
    operation?.operation === 'event-routes' ||
    operation?.certain === true;
  const other = refusing ?? (own ? undefined : named);
  return other === undefined ? undefined : decision('other-service', other, status);
};

/** ADT answered, and what it sends on is refused elsewhere or gets lost. */
const byDelivery: Rule = ({ downstream, prose, denied, status }) => {
  if (downstream === undefined || downstream === '3d-scenes') return undefined;
  const failed =
    saysTrouble(prose) ||
    denied ||
    /\b(?:not|never|no|nothing|stopped|missing|lost|lacks?|unhealthy)\b|n't\b/i.test(prose);
  return failed ? decision('adt-other', 'digital-twins', status) : undefined;
};

/** In this bot's chats a refusal at something with a name is at an instance. */
const byStatus: Rule = ({ status, denied, twins, instance, prose }) => {
  // 'I can't reach it: timeout' is no refusal.
  if (status === undefined && (!denied || saysUnreachable(prose))) return undefined;
  if (!twins && !isNamed(instance, prose)) return decision('unclear', undefined, status);
  return decision(denied ? 'adt-403' : 'adt-other', 'digital-twins', status);
};

/** No article stands between. */
const nameless = /(?:^\W{0,3}|\b(?:on|at|from|for|in|of|with|to|against|into|via) {1,2}\W?)$/;

/** 'plant-b', 'mill2', '403 on riverside': a plain word behind 'the' or 'my' is a thing that has a name of its own. */
function isNamed(reading: InstanceReading | undefined, prose: string): boolean {
  const name = reading?.instance.name;
  if (name === undefined || /[-_\d]/.test(name)) return reading !== undefined;
  return clauses(prose.toLowerCase()).some((clause) => {
    const at = clause.indexOf(name.toLowerCase());
    return at >= 0 && (/\binstances?\b/.test(clause) || nameless.test(clause.slice(0, at)));
  });
}

/** Names that stand for two instances, and limits. */
const otherTrouble = sieved(
  /\bAmbiguous DT instance name\b|\bquotas?\b[^.\n]{0,30}\b(?:exceeded|reached|hit|full)|\b(?:exceed\w{0,3}|reached|hit) (?:the |our |my )?(?:\w{1,20} )?(?:quota|limit)|\bQuotaExceeded\b|\bMissingSubscriptionRegistration\b|\bnot registered to use namespace\b|\bInvalidTemplateDeployment\b|\bthrottl(?:ed|ing)\b/i,
);

/** ADT did not answer, or not with a refusal. */
const byOtherTrouble: Rule = ({ text, prose, twins, instance, services, format }) => {
  const coded = twinsError(text) || (services.digitalTwins === 'host' && format.errorCode !== undefined);
  if (!coded && !corsRefusal(text) && !saysUnreachable(prose) && !otherTrouble.test(text)) return undefined;
  return twins || instance !== undefined ? decision('adt-other', 'digital-twins') : { kind: 'unclear' };
};

const byTalk: Rule = ({ prose, twins, instance }) => {
  const service = twins ? 'digital-twins' : undefined;
  if (asksToKnow(prose)) return { kind: 'chatter' };
  if (saysTrouble(prose)) return decision('unclear', service);
  if (arrangesMeeting(prose)) return { kind: 'chatter' };
  if ((twins || instance !== undefined) && !soundsGood(prose)) return decision('unclear', service);
  return { kind: isChatter(prose) ? 'chatter' : 'unclear' };
};

const rules: readonly Rule[] = [
  byRetiredService,
  byEntra,
  byArm,
  byManaging,
  byOwnWords,
  byOwnCode,
  byOtherHost,
  byCors,
  byExplorer,
  bySolution,
  byRequest,
  byScene,
  byOtherName,
  byDelivery,
  byStatus,
  byOtherTrouble,
  byTalk,
];

function decision(kind: SymptomKind, service: string | undefined, status?: number | undefined): Decision {
  return {
    kind,
    // A service that is none of Azure's has no name here.
    ...(service === undefined || service === 'other' ? {} : { service }),
    ...(status === undefined ? {} : { status }),
  };
}
