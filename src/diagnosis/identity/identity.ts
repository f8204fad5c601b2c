import type { Application, PermissionGrant, ServicePrincipal } from '../../tenant.ts';
import type { Fact, Principal } from '../diagnosis.ts';

/** What the directory says of an app: each part a fact of its own. */
export interface AppFacts {
  application: Fact<Application | undefined>;
  servicePrincipal: Fact<ServicePrincipal | undefined>;
  /** Azure Digital Twins' own service principal in this tenant. */
  digitalTwins: Fact<ServicePrincipal | undefined>;
  grants: Fact<PermissionGrant[]>;
}

/** An identity while it is being looked up: each part as soon as it is known. Nothing here rejects. */
export interface IdentityLookup {
  /** What it turns out to be; 'user' where the directory has no such identity. */
  kind: Promise<'user' | 'app' | 'group'>;
  /** `undefined` when the directory has no such identity that can sign in. */
  principal: Promise<Fact<Principal | undefined>>;
  /** Or why it is not known. One's own is known at once. */
  objectId: Promise<Fact<string>>;
  /** Object ids of every group it is in, nested ones included. */
  groups: Promise<Fact<string[]>>;
  /** Only where it is an app. */
  app: Promise<AppFacts | undefined>;
  /** Object ids of who owns the app's registration; only where it is an app. */
  owners: Promise<Fact<string[]> | undefined>;
}
