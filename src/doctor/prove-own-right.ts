import { type CallOptions, type Tenant, TenantError } from '../tenant.ts';
import { excessInWords, fixOfExcess } from './excess-in-words.ts';
import { type Excess, judgeOwnRoles } from './own-right.ts';
import { bySubscription, readOwnRolesIn } from './read-own-roles.ts';

/** The bot of APPROVAL_MODE=bot-identity: who it is in Azure. `objectId` in lower case. */
export interface Bot {
  appId: string;
  objectId: string;
}

/** Rejects with TenantError while the bot cannot sign in. */
export type WhoIsBot = (options: CallOptions) => Promise<Bot>;

/** The bot's identity may do more in Azure than its work takes. The message says what, and how to mend it. */
export class ExcessiveRightError extends Error {
  override readonly name = 'ExcessiveRightError';
  readonly code = 'excessive-right';
}

export type Proof = { proven: true } | { proven: false; reason: string };

/**
 * Looks through the bot's own roles in every subscription with instances. Throws ExcessiveRightError where they let it do
 * more than give and take the data roles: a bot that people can talk to must not hold such a right. What Azure does not
 * tell is no proof, and no excess either.
 */
export async function proveOwnRight(
  tenant: Tenant,
  bot: WhoIsBot,
  options: CallOptions & { signal: AbortSignal },
): Promise<Proof> {
  // A sign-in that hangs does not look at its signal, so the wait itself ends with it.
  return Promise.race([prove(tenant, bot, options), abortOf(options.signal)]);
}

function abortOf(signal: AbortSignal): Promise<Proof> {
  const late: Proof = { proven: false, reason: 'Azure gave no answer in time.' };
  if (signal.aborted) return Promise.resolve(late);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(late), { once: true }));
}

async function prove(tenant: Tenant, bot: WhoIsBot, options: CallOptions): Promise<Proof> {
  try {
    const [who, instances] = await Promise.all([bot(options), tenant.findInstances({}, options)]);
    const subscriptions = [...bySubscription(instances).keys()];
    if (subscriptions.length === 0) return { proven: false, reason: 'The bot sees no instance.' };
    const looks = await Promise.allSettled(subscriptions.map((each) => lookInto(each, who, tenant, options)));
    // An excess that was seen counts, whatever could not be read elsewhere.
    const lines = looks.flatMap((each) => (each.status === 'fulfilled' ? each.value.lines : []));
    if (lines.length > 0) throw new ExcessiveRightError(messageOf(lines));
    for (const each of looks) {
      if (each.status === 'rejected') throw each.reason;
      const [lost] = each.value.unread;
      if (lost !== undefined) return { proven: false, reason: `The role ${lost.roleId} of the bot has no definition.` };
    }
    return { proven: true };
  } catch (error) {
    if (error instanceof TenantError) return { proven: false, reason: error.message };
    throw error;
  }
}

async function lookInto(subscriptionId: string, bot: Bot, tenant: Tenant, options: CallOptions) {
  const { assignments, definitions } = await readOwnRolesIn(tenant, bot.objectId, subscriptionId, options);
  const { excess, unread } = judgeOwnRoles(assignments, definitions);
  const subscription = `/subscriptions/${subscriptionId}`;
  return { unread, lines: excess.flatMap((each) => linesOf(each, { ...bot, subscription })) };
}

function linesOf(excess: Excess, bot: Bot & { subscription: string }): string[] {
  const { how, commands = [] } = fixOfExcess(excess, bot, { replace: true });
  return [`  ${excessInWords(excess)}`, `    ${how}`, ...commands.map((command) => `      ${command}`)];
}

function messageOf(lines: readonly string[]): string {
  return [
    'The bot does not start with APPROVAL_MODE=bot-identity: its own identity may do too much in Azure.',
    ...lines,
    'Changes take up to ten minutes. Or set APPROVAL_MODE=off; npm run doctor checks again.',
  ].join('\n');
}
