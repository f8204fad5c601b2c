import type { Config } from '../config.ts';
import type { CallOptions, Tenant } from '../tenant.ts';
import type { Fix } from './finding.ts';

/** What the bot signs in to: Azure Resource Manager, Microsoft Graph, and Teams by way of the Bot Framework. */
export type Service = 'arm' | 'graph' | 'bot-framework';

/** Claims of a token of the bot's own. Ids in lower case. */
export interface OwnToken {
  objectId: string;
  appId: string;
  tenantId: string;
  /** Application permissions. */
  roles: string[];
}

/** What is known of the database without changing anything in it. */
export type StoreState =
  /** `usedBy`: the process that has it open now. */
  | { kind: 'folder'; folder: string; writable: boolean; usedBy?: string }
  | {
      kind: 'server';
      /** Host and database, without user and password. */
      address: string;
      /** As PostgreSQL numbers itself: 170002 is 17.2. */
      version: number;
      /** Newest migration in milliseconds since 1970; `applied` is absent while there are no tables. */
      migrations: { applied?: number; known: number };
      /** Whether this user may make schemas in it. */
      mayCreate: boolean;
    }
  | { kind: 'memory' }
  | { kind: 'unusable'; why: string };

/** One environment of the app package, as far as it names the bot. */
export interface AppEnvironment {
  /** 'env/.env.dev'. */
  file: string;
  botId?: string;
  /** Host name the package allows. */
  domain?: string;
  /** What the package has Teams ask a token for ("webApplicationInfo" of the manifest). */
  signIn?: { appId: string; resource: string };
}

/** What the Bot Framework's token service says of an OAuth connection of the Azure Bot. */
export type ConnectionAnswer =
  /** `exchangeUri`: for what Teams gets a token silently. */
  { there: true; exchangeUri?: string } | { there: false; said: string };

/** Whether a host takes connections; `said`: the code of the network or of the certificate, such as 'ECONNREFUSED'. */
export type Reached = { reached: 'yes' } | { reached: 'no' | 'unknown'; said: string };

/** A deployment as the checks see it. Everything only reads. */
export interface Deployment {
  settings: Pick<Config, 'approvals' | 'allowedTenants' | 'signIn' | 'board' | 'ticketWebhook'> & {
    appId: string;
    tenantId: string;
    identity: 'client-secret' | 'managed-identity';
    /** Address that Teams reaches the bot at, where it is known. */
    publicUrl?: string;
  };
  tenant: Tenant;
  /** Rejects with TenantError; `azureCode` is Entra's, such as 'AADSTS7000215'. */
  signIn(service: Service, options: CallOptions): Promise<OwnToken>;
  /** Azure's clock at this moment, to the second. */
  azureTime(options: CallOptions): Promise<Date>;
  now(): Date;
  store(options: CallOptions): Promise<StoreState>;
  get(url: string, options: CallOptions): Promise<{ status: number; body: string }>;
  /** Connects to the host of an https address, and sends nothing. */
  reach(url: string, options: CallOptions): Promise<Reached>;
  appEnvironments(): Promise<AppEnvironment[]>;
  /** Rejects with TenantError where the token service does not say. */
  connection(name: string, options: CallOptions): Promise<ConnectionAnswer>;
  /** The commands that grant the bot what it lacks. */
  fixes: {
    /** Role Reader, in this subscription or in one that is still to be chosen. */
    reader(subscriptionId?: string): Fix;
    graphPermission(permission: string): Fix;
  };
}
