/** What the buttons of our cards send. The folder that receives clicks parses exactly these shapes. */

export const verbs = {
  confirmSymptoms: 'symptoms.confirm',
  recheck: 'diagnosis.recheck',
  request: 'access.request',
  approve: 'access.approve',
  approveLess: 'access.approve-less',
  deny: 'access.deny',
  withdraw: 'access.withdraw',
  remind: 'access.remind',
  revoke: 'access.revoke',
  done: 'access.done',
  extend: 'access.extend',
  lookAgain: 'access.recheck',
  show: 'access.show',
  olderRequests: 'access.older-requests',
  moreApprovals: 'access.more-approvals',
  say: 'chat.say',
} as const satisfies Record<string, keyof ClickData>;

/** Of cases, incidents, and diagnoses that others see too. */
export const triageVerbs = {
  claimCase: 'case.claim',
  assignCase: 'case.assign',
  askReporter: 'case.ask',
  answered: 'case.answered',
  resolveCase: 'case.resolve',
  reopenCase: 'case.reopen',
  lookIntoCase: 'case.look',
  caseDetails: 'case.details',
  chatWithReporter: 'case.chat',
  showCase: 'case.show',
  previewHandOver: 'case.preview-hand-over',
  handOver: 'case.hand-over',
  claimIncident: 'incident.claim',
  resolveIncident: 'incident.resolve',
  resolveForAll: 'incident.resolve-all',
  reopenIncident: 'incident.reopen',
  incidentCases: 'incident.cases',
  showIncident: 'incident.show',
  diagnosisDetails: 'diagnosis.details',
  itWorks: 'diagnosis.works',
  muteDiagnosis: 'diagnosis.mute',
  showTriage: 'triage.show',
  digestOff: 'digest.off',
} as const satisfies Record<string, keyof ClickData>;

export type Verb = (typeof verbs)[keyof typeof verbs];
export type TriageVerb = (typeof triageVerbs)[keyof typeof triageVerbs];

/**
 * The data of a click, by verb: what the button carries (`id`, `version`) and what the form adds. Never trusted.
 * `id` is the diagnosis' or the access request's opaque id; inputs are always strings.
 * Both Action.Execute and its Action.Submit fallback also carry `verb` in the data.
 */
interface ClickData {
  /** Only what the card asked for: `instance` a resource id, `who` 'me', 'app', 'user' or 'group', `tried` an operation or 'unsure'. */
  'symptoms.confirm': { id: string; instance?: string; who?: string; caller?: string; tried?: string };
  'diagnosis.recheck': { id: string };
  /** `role`: role id, absent when there was only one to choose; `minutes`: a number or 'permanent'. */
  'access.request': { id: string; role?: string; minutes: string; reason: string };
  'access.approve': { id: string; version: number };
  /** `role` and `minutes` as above; what there was no choice of is absent. */
  'access.approve-less': { id: string; version: number; role?: string; minutes?: string };
  'access.deny': { id: string; version: number; reason: string };
  'access.withdraw': { id: string; version: number };
  'access.remind': { id: string; version: number };
  /** `reason` may be empty. */
  'access.revoke': { id: string; version: number; reason?: string };
  'access.done': { id: string; version: number };
  /** These decide nothing, so that a card of any age will do. */
  'access.extend': { id: string };
  'access.recheck': { id: string };
  'access.show': { id: string };
  /** `id` of the last request that the list shows; the lists are the clicker's own. */
  'access.older-requests': { id: string };
  'access.more-approvals': { id: string };
  /** `id` of a phrase, not its words. */
  'chat.say': { id: string };
  'case.claim': { id: string; version: number };
  /** `assignee`: an object id, empty where nobody was chosen. `message`: to whom it is given. */
  'case.assign': { id: string; version: number; assignee?: string; message?: string };
  /** Forms of one card send each other's inputs too: each verb reads its own alone. */
  'case.ask': { id: string; version: number; question?: string; askedAt?: string };
  /** What the reporter was asked is answered. `askedAt`, here and above: when, lest an old card ends a newer question. */
  'case.answered': { id: string; version: number; askedAt?: string };
  'case.resolve': { id: string; version: number; note?: string };
  'case.reopen': { id: string; version: number; note?: string };
  /** Nothing was found out yet; whoever has it looked at takes it. */
  'case.look': { id: string; version: number };
  /** The whole diagnosis, a link to the reporter's chat: to the clicker alone. */
  'case.details': { id: string };
  'case.chat': { id: string };
  'case.show': { id: string };
  /** `id` of the diagnosis. */
  'case.preview-hand-over': { id: string };
  'case.hand-over': { id: string };
  'incident.claim': { id: string; version: number };
  'incident.resolve': { id: string; version: number; note?: string };
  /** On the answer to the one above, which told who has joined since: they and whoever joins until then, too. */
  'incident.resolve-all': { id: string; version: number; note?: string };
  'incident.reopen': { id: string; version: number; note?: string };
  'incident.cases': { id: string };
  'incident.show': { id: string };
  /** To the clicker alone: the diagnosis as its reporter sees it in his own chat. */
  'diagnosis.details': { id: string };
  'diagnosis.mute': { id: string };
  /** `id` of the diagnosis: its case is over. */
  'diagnosis.works': { id: string };
  /** `id`: a page's cursor, or FIRST_PAGE. The rest as in TriageFilters; what is absent or unreadable does not narrow. */
  'triage.show': { id: string; owner?: string; instance?: string; cause?: string; age?: string };
  /** `id` says nothing: there is one digest. */
  'digest.off': { id: string };
}

/** `id` of 'triage.show' where nothing was turned over yet. */
export const FIRST_PAGE = 'first';

/** `minutes` of a role held until someone removes it. */
export const PERMANENT = 'permanent';

/** `tried` of 'symptoms.confirm' where the person cannot say. */
export const NOT_SURE = 'unsure';

/** Longest name, app id or e-mail that the question takes, in characters. */
export const CALLER_MAX = 120;

/** Longest reason that a form takes, in characters. */
export const REASON_MAX = 500;
