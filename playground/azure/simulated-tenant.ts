/** A whole Azure tenant on the loopback: Entra ID, ARM, Resource Graph, Microsoft Graph, Digital Twins. */
import { randomBytes } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type Adt, answerAdt } from './adt/adt.ts';
import { answerArm } from './arm/arm.ts';
import { createCertificate } from './certificate.ts';
import { callDataPlane, type DataPlaneAnswer, type DataPlaneRequest } from './data-plane-call.ts';
import { derivedGuid } from './derived-guid.ts';
import { removeEnded } from './ended-roles.ts';
import { answerEntra } from './entra/entra.ts';
import { answerManagedIdentity } from './entra/managed-identity.ts';
import { resolveResource } from './entra/resources.ts';
import { createTokenService, type TokenService } from './entra/tokens.ts';
import type { Fault } from './faults.ts';
import { answerGraph } from './graph/graph.ts';
import { listen, type RecordedCall, type StepIn, type Traffic, takeFault } from './http.ts';
import type { TenantState } from './records.ts';
import { isManagementGroup } from './scopes.ts';
import type { TenantFile } from './tenant-file.ts';
import { createTenantState } from './tenant-state.ts';

export type { DataPlaneAnswer, DataPlaneRequest } from './data-plane-call.ts';
export { type Fault, parseFault, type ServiceName } from './faults.ts';
export type { RecordedCall, StepIn } from './http.ts';
export type { TenantState } from './records.ts';

export interface TenantOptions {
  /** No answer is given sooner after its request. */
  latencyMs?: number;
  faults?: Fault[];
  now?: () => Date;
  /** How long a new role assignment does not count in the data plane yet; takes the place of what the file says. */
  propagationMs?: number;
}

/** How somebody signs in, where it is not as usual. */
export interface SignIn {
  /** At another tenant. */
  tenantId?: string;
  /** With multi-factor authentication. */
  mfa?: boolean;
  /** Delegated permissions, separated by spaces. */
  scope?: string;
  /** So long ago. */
  ageSeconds?: number;
}

export interface SimulatedTenant {
  tenantId: string;
  endpoints: {
    authorityHost: string;
    arm: string;
    graph: string;
    /** As IDENTITY_ENDPOINT and IDENTITY_HEADER on App Service; plain HTTP. */
    managedIdentity: { endpoint: string; header: string };
  };
  /** PEM. */
  caCertificate: string;
  /** The bot's own app. */
  bot: { appId: string; secret: string };
  /** Makes every TLS client of this process trust the tenant; cannot be undone, may be repeated. */
  trust(): void;
  /**
   * A user's access token, as if that user had signed in: by user principal name, for 'https://digitaltwins.azure.net' …
   * It is of the tenant where this user's tools sign in, or of the one given.
   */
  signIn(userPrincipalName: string, resource: string, as?: SignIn): Promise<string>;
  /** An app's or managed identity's access token, by its app id. */
  appToken(appId: string, resource: string): Promise<string>;
  /** A real HTTPS request to an instance. The path gets an api-version when it has none. */
  dataPlane(hostName: string, request: DataPlaneRequest): Promise<DataPlaneAnswer>;
  /** In the order of the answers. Empty it with `calls.length = 0`. */
  readonly calls: RecordedCall[];
  /** Live: what is changed here is what the services answer next. */
  readonly state: TenantState;
  /** Returns what takes the fault away again. */
  inject(fault: Fault): () => void;
  setLatency(ms: number): void;
  /** Until the next time; undefined lets every call through. */
  stepIn(step: StepIn | undefined): void;
  close(): Promise<void>;
}

/** The services as they are now: without the roles that ended in the meantime. */
function current<T extends { state: TenantState; now: () => Date }>(services: T): T {
  removeEnded(services.state, services.now());
  return services;
}

function propagationAt(file: TenantFile, scope: string): number {
  const { propagation, propagationAtManagementGroups = propagation } = file;
  return (isManagementGroup(scope) ? propagationAtManagementGroups : propagation) * 60_000;
}

/** Throws TenantFileError when the file's names do not fit together. */
export async function startTenant(file: TenantFile, options: TenantOptions = {}): Promise<SimulatedTenant> {
  const now = options.now ?? (() => new Date());
  const state = createTenantState(file, now());
  const hostNames = state.instances.map((one) => one.hostName);
  // Real time, whatever `now` says: the client's TLS checks the certificate by its own clock.
  const certificate = await createCertificate(hostNames, new Date());
  const traffic: Traffic = { latencyMs: options.latencyMs ?? 0, faults: [], calls: [] };
  for (const fault of options.faults ?? []) addFault(traffic, fault);

  const issuer = { origin: '' };
  const tokens = await createTokenService({
    tenantId: state.tenantId,
    issuer: () => `${issuer.origin}/${state.tenantId}/v2.0`,
    now,
  });
  const services = { state, tokens, codes: new Map(), now };
  const adt: Adt = { ...services, propagationMs: (scope) => options.propagationMs ?? propagationAt(file, scope) };
  const identityHeader = randomBytes(16).toString('hex');

  const entraServer = await listen(
    { name: () => 'entra', answer: (request) => answerEntra(services, request) },
    traffic,
    certificate,
  );
  const armServer = await listen(
    {
      name: ({ path }) => (/\/Microsoft\.ResourceGraph\//i.test(path) ? 'resource-graph' : 'arm'),
      answer: (request) => answerArm(current(services), request),
    },
    traffic,
    certificate,
  );
  const graphServer = await listen(
    {
      name: () => 'graph',
      answer: (request) => answerGraph({ ...services, takeFault: (call) => takeFault(traffic, call) }, request),
    },
    traffic,
    certificate,
  );
  const adtServer = await listen(
    { name: () => 'adt', answer: (request) => answerAdt(current(adt), request) },
    traffic,
    certificate,
  );
  const identityServer = await listen(
    { name: () => 'entra', answer: (request) => answerManagedIdentity(services, identityHeader, request) },
    traffic,
  );
  issuer.origin = `https://localhost:${entraServer.port}`;

  return {
    tenantId: state.tenantId,
    endpoints: {
      authorityHost: issuer.origin,
      arm: `https://localhost:${armServer.port}`,
      graph: `https://localhost:${graphServer.port}`,
      managedIdentity: {
        endpoint: `http://127.0.0.1:${identityServer.port}/msi/token`,
        header: identityHeader,
      },
    },
    caCertificate: certificate.ca,
    bot: botOf(state),
    trust: () => trust(certificate.ca),
    signIn: (userPrincipalName, resource, as = {}) => userToken(state, tokens, userPrincipalName, resource, as),
    appToken: (appId, resource) => appToken(state, tokens, appId, resource),
    dataPlane: (hostName, request) => callDataPlane({ port: adtServer.port, ca: certificate.ca }, hostName, request),
    calls: traffic.calls,
    state,
    inject: (fault) => addFault(traffic, fault),
    setLatency(ms) {
      traffic.latencyMs = ms;
    },
    stepIn(step) {
      if (step === undefined) delete traffic.stepIn;
      else traffic.stepIn = step;
    },
    async close() {
      const servers = [entraServer, armServer, graphServer, adtServer, identityServer];
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function addFault(traffic: Traffic, fault: Fault): () => void {
  const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
  traffic.faults.push(entry);
  return () => {
    const at = traffic.faults.indexOf(entry);
    if (at >= 0) traffic.faults.splice(at, 1);
  };
}

function trust(ca: string): void {
  const trusted = getCACertificates('default');
  if (!trusted.includes(ca)) setDefaultCACertificates([...trusted, ca]);
}

function botOf(state: TenantState): { appId: string; secret: string } {
  const secret = state.applications.find((app) => app.appId === state.botAppId)?.secrets[0];
  return { appId: state.botAppId, secret: secret ?? '' };
}

function userToken(
  state: TenantState,
  tokens: TokenService,
  userPrincipalName: string,
  resource: string,
  { tenantId: at, mfa, scope, ageSeconds }: SignIn,
) {
  const user = state.users.find((one) => one.userPrincipalName.toLowerCase() === userPrincipalName.toLowerCase());
  if (user === undefined) throw new Error(`No user in ${state.domain} signs in as '${userPrincipalName}'.`);
  const tenantId = at ?? user.signsInAt ?? state.tenantId;
  const isHere = tenantId === state.tenantId;
  // In the other tenant the same person is another object, and there has the name that is only a mail address here.
  const subject = {
    kind: 'user' as const,
    objectId: isHere ? user.id : derivedGuid(`${tenantId}|user|${user.id}`),
    userPrincipalName: isHere ? user.userPrincipalName : (user.mail ?? user.userPrincipalName),
    name: user.displayName,
  };
  const audience = audienceOf(state, resource);
  // An app's own API has the one permission that Teams asks for.
  const permission = scope ?? (audience.version === '2.0' ? 'access_as_user' : undefined);
  return tokens.issue({
    subject,
    audience,
    clientAppId: AZURE_CLI,
    tenantId,
    ...(permission !== undefined && { scope: permission }),
    ...(mfa && { acrs: ['p1'] }),
    ...(ageSeconds !== undefined && { ageSeconds }),
  });
}

function appToken(state: TenantState, tokens: TokenService, appId: string, resource: string) {
  const found = state.servicePrincipals.find((one) => one.appId === appId.toLowerCase());
  if (found === undefined) throw new Error(`No service principal in ${state.domain} has the app id '${appId}'.`);
  const subject = { kind: 'app' as const, objectId: found.id };
  return tokens.issue({ subject, audience: audienceOf(state, resource), clientAppId: appId });
}

function audienceOf(state: TenantState, resource: string) {
  const found = resolveResource(state, resource);
  if (found === undefined) throw new Error(`No service in ${state.domain} answers to '${resource}'.`);
  return found.audience;
}

/** The public client that people sign in with on a terminal. */
const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
