/** What a person reported, as far as the text tells. Nothing here has been checked against Azure. */
export interface SymptomReport {
  kind: SymptomKind;
  /** The service that refused: 'digital-twins', 'arm', 'storage', 'key-vault', 'iot-hub', 'event-hubs', 'cosmos-db' … */
  service?: string;
  /** HTTP status as reported. */
  status?: number;
  /** 'AuthorizationFailed', 'AADSTS65001' … */
  errorCode?: string;
  /** An RBAC refusal of the ADT data plane has an empty body, a network refusal has one (Azure-Samples/digital-twins-samples#22; "Enable private access"). */
  body?: 'empty' | 'present';
  instance?: { hostName?: string; name?: string };
  principal?: ReportedPrincipal;
  operation?: Operation;
  /** Whether the operation only looks or also changes, where the text tells: 'az dt model list' looks. */
  access?: 'read' | 'write';
  client?: Client;
  /** What another resource was to do when it was refused: deliver to an endpoint, write history, load a scene, run a job. */
  downstream?: 'event-route' | 'data-history' | '3d-scenes' | 'jobs';
  /** The storage account that the text names, from the address of a blob, and the container in it. In lower case. */
  storage?: { account: string; container?: string };
  /** The same call works with the person's own login, or on his own machine: whoever fails is somebody else. */
  worksWith?: 'own-login' | 'local-machine';
  /** What a token or a log line in the text says of who really called. Claimed, not proven. */
  token?: TokenClaims;
  correlationId?: string;
  /** ISO 8601 time of the failure, when the text gives one. */
  at?: string;
  /** Kinds of secret found and removed: 'jwt', 'client-secret', 'sas' … */
  redacted: string[];
}

export type SymptomKind =
  | 'adt-403'
  | 'adt-other'
  | 'other-service'
  | 'access-request'
  | 'command'
  | 'chatter'
  | 'unclear';

export interface ReportedPrincipal {
  kind: 'me' | 'user' | 'app' | 'managed-identity' | 'group' | 'unknown';
  /** Object id, app id, e-mail, or the name of an app, managed identity or group, as given. */
  id?: string;
  /** What a person is called who is known by an object id alone, which is not for others to read. */
  name?: string;
}

/** Claims of an access token (Microsoft identity platform, 'Access token claims reference'). Ids in lower case. */
export interface TokenClaims {
  /** `aud`: 'https://digitaltwins.azure.net', an app id … */
  audience?: string;
  /** `tid` */
  tenantId?: string;
  /** `oid`: the user, or the service principal of an app that signed in as itself. */
  objectId?: string;
  /** `appid` or `azp`: the client that asked for the token. */
  appId?: string;
  /** `exp`, ISO 8601. */
  expiresAt?: string;
}

export type Operation = 'read' | 'query' | 'write' | 'delete' | 'models' | 'event-routes' | 'jobs' | 'control-plane';

export type Client =
  | 'dotnet'
  | 'java'
  | 'javascript'
  | 'python'
  | 'go'
  | 'az-cli'
  | 'adt-explorer'
  | '3d-scenes-studio'
  | 'postman'
  | 'curl'
  | 'browser'
  | 'portal';
