import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AccessPolicy } from '../access/policy.ts';
import type { AccessDependencies } from '../access/requests.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/open-store.ts';
import { GuardedAdapter } from '../teams/adapter.ts';
import { createTeamsApp } from '../teams/app.ts';
import { createBackground } from '../teams/background.ts';
import { createChat } from '../teams/chat.ts';
import { createClickHandler } from '../teams/clicks.ts';
import type { DecideSignedIn } from '../teams/decide-signed-in.ts';
import { createDiagnoses } from '../teams/diagnoses.ts';
import { createExtension } from '../teams/extension/extension.ts';
import { createMessenger } from '../teams/messenger.ts';
import { createNotifier } from '../teams/notifier.ts';
import { createFileReader } from '../teams/read-file.ts';
import { createRequestCards } from '../teams/request-cards.ts';
import { createOfferRequest } from '../teams/request-offer.ts';
import { createSendLimits } from '../teams/send-limits.ts';
import { createTriageInTeams } from '../teams/triage/triage.ts';
import { createUseChannel } from '../teams/use-channel.ts';
import type { Tenant } from '../tenant.ts';
import type { TriageDependencies } from '../triage/cases.ts';
import type { Helpdesk } from '../triage/helpdesk.ts';
import { createKnownIncident } from '../triage/known-incident.ts';
import { writerOf } from './access.ts';
import { registrationOf } from './registration.ts';

/** Everything that people meet in Teams: what comes in, and what goes out. */
export function teamsOf(
  config: Config,
  parts: {
    store: Store;
    tenant: Tenant;
    policy: AccessPolicy;
    access: AccessDependencies | undefined;
    decideSignedIn: DecideSignedIn | undefined;
    triage: TriageDependencies;
    helpdesk: Helpdesk;
    boardUrl: string | undefined;
    fileOrigins: readonly string[];
    now: () => Date;
    newId: () => string;
    log: Logger;
    onFault: (what: string, error: unknown) => void;
  },
) {
  const { store, tenant, policy, access, triage, helpdesk, boardUrl, now, newId, log, onFault } = parts;
  const { conversations, diagnoses: records, deliveries } = store;
  const adapter = new GuardedAdapter(registrationOf(config));
  const limits = createSendLimits({
    now: () => performance.now(),
    sleep,
    ...(config.replicas !== undefined && { replicas: config.replicas }),
  });
  const messenger = createMessenger(adapter, adapter.appId, { limits });
  const background = createBackground(onFault);
  const requestCards = createRequestCards(deliveries, policy, writerOf(config.approvals));
  const diagnoses = createDiagnoses({
    tenant,
    botAppId: config.bot.appId,
    store: records,
    conversations,
    messenger,
    background,
    offer: access && createOfferRequest({ tenant, policy, conversations }),
    knownIncident: createKnownIncident({ store: store.triage, records, tenant, now }),
    incident: store.triage.incident,
    caseOf: store.triage.byDiagnosis,
    helpdesk,
    hasHelpdesk: async (tenantId) => (await store.triage.channel(tenantId)) !== undefined,
    now,
    newId,
  });
  const useChannel = createUseChannel({ tenant, conversations, messenger, background });
  const triageInTeams = createTriageInTeams({
    triage,
    helpdesk,
    tenant,
    diagnoses,
    records,
    conversations,
    deliveries,
    requests: store.access,
    messenger,
    background,
    useChannel,
    boardUrl,
  });
  const chat = createChat({
    tenant,
    diagnoses,
    records,
    requests: store.access,
    conversations,
    messenger,
    background,
    files: createFileReader({ origins: parts.fileOrigins }),
    triage: store.triage,
    useChannel,
    triageCommands: triageInTeams.commands,
    overhear: triageInTeams.overhear,
    approvals: config.approvals,
    now,
  });
  const receive = createTeamsApp({
    adapter,
    gate: {
      allowedTenants: config.allowedTenants,
      onRefused: ({ why, detail }) => log.warn({ why, detail }, 'request refused'),
    },
    chat,
    handleClick: createClickHandler({
      diagnoses,
      records,
      access,
      decideSignedIn: parts.decideSignedIn,
      deliveries,
      conversations,
      requestCards,
      messenger,
      background,
      newId,
      say: (message) => chat.onMessage(message, async () => ({})),
      triageClicks: triageInTeams.clicks,
      mayAsk: triageInTeams.mayAsk,
    }),
    extension: createExtension({
      tenant,
      diagnoses,
      records,
      conversations,
      messenger,
      background,
      triage: store.triage,
      requests: store.access,
      helpdesk,
      onFault,
      now,
    }),
    messenger,
    conversations,
    connectionName: config.signIn?.connectionName,
    onFault,
  });
  return {
    receive,
    messenger,
    background,
    diagnoses,
    triageInTeams,
    notifier: createNotifier({ store: store.access, deliveries, conversations, requestCards, messenger, newId }),
  };
}
