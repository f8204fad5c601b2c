import { TeamsAdapter } from '@microsoft/teams-ai';
import { type Activity, ConfigurationServiceClientCredentialFactory, type TurnContext } from 'botbuilder';
import { isRecord } from './is-record.ts';

/** The bot's registration with the Bot Framework. Without one, requests are not authenticated. */
export interface BotRegistration {
  appId: string;
  tenantId: string;
  /** Absent for a user-assigned managed identity. */
  secret?: string;
  /** Registered for several tenants, as the Toolkit does for local bots. */
  multiTenant?: boolean;
  endpoints?: { openIdMetadata: string; tokenIssuer: string; login: string; scope: string; tokenService?: string };
}

export interface Incoming {
  authorization: string;
  body: unknown;
}

export interface Answer {
  status: number;
  body?: unknown;
}

export interface Gate {
  /** Tenants whose people may use the bot, lower case. */
  allowedTenants: readonly string[];
  onRefused(refusal: { why: 'token' | 'tenant' | 'body'; detail: string }): void;
}

/** Constant bodies: what was wrong with a token is nobody's business but the log's. */
const unauthorized: Answer = { status: 401, body: { error: 'unauthorized' } };
const tenantRefused: Answer = { status: 403, body: { error: 'tenant not allowed' } };
const badRequest: Answer = { status: 400, body: { error: 'not an activity' } };

/**
 * The Bot Framework adapter with a stricter door. The package's own answers a forged signature with 500 and the reason,
 * and takes a valid token from any tenant.
 */
export class GuardedAdapter extends TeamsAdapter {
  readonly appId: string;

  constructor(registration: BotRegistration | undefined) {
    super(endpointsOf(registration), registration && credentialsOf(registration));
    this.appId = registration?.appId ?? '';
  }

  /** Authenticates, checks the tenant, then runs `turn`. Nothing of the activity is used before both have passed. */
  async receive(
    { authorization, body }: Incoming,
    gate: Gate,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<Answer> {
    if (!isActivity(body)) {
      gate.onRefused({ why: 'body', detail: 'no activity in the body' });
      return badRequest;
    }
    const authentication = await this.botFrameworkAuthentication
      .authenticateRequest(body, authorization)
      .catch((error: unknown) => {
        gate.onRefused({ why: 'token', detail: error instanceof Error ? error.message : String(error) });
      });
    if (!authentication) return unauthorized;
    const tenants = tenantIdsOf(body);
    if (tenants.length === 0 || !tenants.every((tenant) => gate.allowedTenants.includes(tenant))) {
      gate.onRefused({ why: 'tenant', detail: tenants.join(' ') || 'no tenant named' });
      return tenantRefused;
    }
    const response = await this.processActivity(authentication, body, turn);
    return response === undefined ? { status: 200 } : { status: response.status, body: response.body };
  }
}

function endpointsOf(registration: BotRegistration | undefined): Record<string, string> {
  if (registration?.endpoints === undefined) return {};
  const { openIdMetadata, tokenIssuer, login, scope, tokenService } = registration.endpoints;
  return {
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
    ToBotFromChannelTokenIssuer: tokenIssuer,
    ToChannelFromBotLoginUrl: login,
    ToChannelFromBotOAuthScope: scope,
    ...(tokenService !== undefined && { OAuthUrl: tokenService }),
  };
}

function credentialsOf({
  appId,
  tenantId,
  secret,
  multiTenant,
}: BotRegistration): ConfigurationServiceClientCredentialFactory {
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: secret === undefined ? 'UserAssignedMsi' : multiTenant ? 'MultiTenant' : 'SingleTenant',
    ...(secret !== undefined && { MicrosoftAppPassword: secret }),
  });
}

function isActivity(body: unknown): body is Activity {
  return (
    isRecord(body) &&
    typeof body.type === 'string' &&
    typeof body.serviceUrl === 'string' &&
    isRecord(body.conversation)
  );
}

/** Teams names the tenant in two places; both are checked. */
function tenantIdsOf({ conversation, channelData }: Activity): string[] {
  const named = [
    conversation.tenantId,
    isRecord(channelData) && isRecord(channelData.tenant) ? channelData.tenant.id : undefined,
  ];
  return named.filter((id): id is string => typeof id === 'string' && id !== '').map((id) => id.toLowerCase());
}
