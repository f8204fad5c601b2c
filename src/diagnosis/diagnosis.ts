/** The words every part of the diagnosis shares: facts, findings and the diagnosis itself. */
import type { AdtOperation } from '../rbac/adt-actions.ts';
import type { Access } from '../rbac/model.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Instance } from '../tenant.ts';

/** The API call that gave a fact, or failed to. */
export interface Source {
  /** In words: 'role assignments of Alex'. */
  what: string;
  /** 'ARM: list role assignments' … */
  call: string;
  /** ISO 8601. */
  at: string;
  ms: number;
}

export type Fact<T> =
  | { known: true; value: T; source: Source }
  | { known: false; reason: string; remedy?: Remedy; source: Source };

export type Verdict = 'confirmed' | 'possible' | 'ruled-out' | 'unknown';

/** Stable: tests, metrics and help pages use them. */
export type FindingId =
  | 'rbac.missing-data-role'
  | 'rbac.control-plane-role-only'
  | 'rbac.reader-cannot-write'
  | 'rbac.custom-role-lacks-action'
  | 'rbac.wrong-scope'
  | 'rbac.wrong-object'
  | 'rbac.orphaned-assignment'
  | 'rbac.propagating'
  | 'rbac.eligible-not-active'
  | 'rbac.denied'
  | 'rbac.condition'
  | 'app.permission-missing'
  | 'app.consent-missing'
  | 'app.service-principal-missing'
  | 'identity.not-found'
  | 'instance.not-found'
  | 'instance.not-ready'
  | 'network.public-access-disabled'
  | 'network.private-endpoint'
  | 'symptom.token-error'
  | 'symptom.control-plane'
  | 'symptom.other-service'
  | 'symptom.retired-service'
  | 'identity.wrong-tenant'
  | 'identity.other-credential'
  | 'downstream.event-route'
  | 'downstream.data-history'
  | 'downstream.3d-scenes'
  | 'downstream.jobs';

/** One thing seen, in words, and the call that showed it. */
export interface Evidence {
  text: string;
  source?: Source;
}

export interface Remedy {
  /** Who can do it, in words: 'Megan Bowen or another Owner of contoso-dev'. Absent where nobody has to do anything. */
  who?: string;
  action?: 'request-access';
  /** One command to run, filled in. */
  command?: string;
  portalUrl?: string;
  /** Where an administrator consents for everybody. */
  consentUrl?: string;
  steps?: string[];
}

export interface Finding {
  id: FindingId;
  verdict: Verdict;
  /**
   * What is wrong, as a sentence, where it is confirmed or possible. Else the topic that was looked at, as a noun without a
   * claim, so that it reads right beside either verdict: 'Ruled out: Data role', 'Could not check: Data role'.
   */
  title: string;
  /** Why this verdict, in a sentence or two. */
  why: string;
  evidence: Evidence[];
  remedy?: Remedy;
  /** Public documentation. */
  docs?: string;
}

/** Whose access was looked at. */
export interface Principal {
  kind: 'user' | 'service-principal' | 'group';
  objectId: string;
  displayName: string;
  userPrincipalName?: string;
  appId?: string;
  /** A user of another tenant who was invited (`#EXT#` in the user principal name). */
  guest?: boolean;
  /** A service principal that Azure made for a resource; nobody signs in to it with a secret. */
  managedIdentity?: boolean;
  /** Whether this is the person who asked. */
  self: boolean;
}

/** A role that would solve it, offered when a request can be made for it. */
export interface Proposal {
  roleId: string;
  roleName: string;
  scope: string;
}

/** Someone who can write role assignments at the instance, and so can approve. */
export interface Approver {
  objectId: string;
  displayName: string;
  userPrincipalName?: string;
  /** 'Owner of subscription contoso-dev, through group Twins Owners'. */
  right: string;
}

/** What people do with the data of an instance. */
export type DataOperation = Exclude<AdtOperation, 'control-plane'>;

/** What an identity can do with the data: what its roles give, less what deny assignments take away. */
export interface Abilities {
  /** 'unknown' where a condition, a role without a definition or deny assignments that could not be read leave it open. */
  can: Record<DataOperation, Access['access']>;
  /** The same for people, one entry for operations of one answer: 'You can' and 'read and query twins'. */
  inWords: { label: string; text: string }[];
}

/** What could not be checked for one and the same cause: several findings, told once. */
export interface Unchecked {
  topics: string[];
  why: string;
  evidence: Evidence[];
  remedy?: Remedy;
  docs?: string;
}

/** Instances that are visible, the likeliest first. */
export interface MayBeMeant {
  instances: Pick<Instance, 'id' | 'name' | 'resourceGroup' | 'location'>[];
  /** The one that is most likely meant; absent where that cannot be told. */
  likelyId?: string;
}

export interface Diagnosis {
  report: SymptomReport;
  instance?: Instance;
  /** Nobody named it: of several it is the one that was asked about last. */
  instanceIsLast?: true;
  /** Where no instance of the name is visible. */
  mayBeMeant?: MayBeMeant;
  principal?: Principal;
  /** What was tried, in words: 'uploading models'. Absent where no operation on the data was named. */
  tried?: string;
  /** The answer in one sentence. */
  headline: string;
  /** Only where no operation was named, and some are allowed and others not: else the headline says it all. */
  abilities?: Abilities;
  findings: Finding[];
  /** The findings that are unknown once more, grouped for people to read. */
  unchecked?: Unchecked[];
  proposal?: Proposal;
  /**
   * It tells what takes reading role assignments there to see, whatever else lets somebody see this access: what others hold, or
   * what is held elsewhere. Absent: no more than whoever may see this access at all.
   */
  readAt?: 'instance' | 'subscription';
  /** Who can approve. Absent while they are still being looked up, or where nothing has to be approved. */
  approvers?: Fact<Approver[]>;
  /** Wall time until every verdict was known, in milliseconds. */
  tookMs: number;
  /** HTTP calls to Azure that this diagnosis made; token calls are not counted. */
  azureCalls: number;
}
