import { randomUUID } from 'node:crypto';
import { startTenant } from '../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../playground/azure/tenant-file.ts';
import { type Connector, startConnector } from './connector.ts';
import { round } from './median.ts';
import { startBotProcess, startEchoBot } from './processes/start.ts';

const warmUp = 20;
const turns = 150;
const atOnce = 8;

interface Conversation {
  tenantId: string;
  objectId: string;
  name: string;
}

/**
 * Turns per second until the last card is there: a message in, "checking…", six calls to Azure (without latency), the
 * diagnosis, the names of the approvers. Beside it, on the same machine in the same run, a bot that only echoes.
 */
export async function benchTurns(file: TenantFile): Promise<object> {
  const tenant = await startTenant(file);
  tenant.trust();
  const connector = await startConnector();
  const [bot, echo] = [await startBotProcess(tenant, { memory: true }), await startEchoBot()];
  const alex = tenant.state.users.find(({ displayName }) => displayName === 'Alex Wilber');
  const person = { tenantId: tenant.tenantId, objectId: alex?.id ?? '', name: 'Alex Wilber' };
  try {
    const ours = await throughput(bot.endpoint, '403 on plant-a when I query', 'Megan Bowen', person, connector);
    const theirs = await throughput(echo.endpoint, 'hello', 'echo hello', person, connector);
    return {
      turns,
      atOnce,
      diagnosisTurnsPerSecond: round(ours, 1),
      echoTurnsPerSecond: round(theirs, 1),
      ratio: round(ours / theirs, 3),
    };
  } finally {
    await Promise.all([bot.stop(), echo.stop(), connector.close(), tenant.close()]);
  }
}

async function throughput(
  endpoint: string,
  text: string,
  answer: string,
  person: Conversation,
  connector: Connector,
): Promise<number> {
  const turn = () => oneTurn(endpoint, text, answer, person, connector);
  await inParallel(warmUp, turn);
  const start = performance.now();
  await inParallel(turns, turn);
  return turns / ((performance.now() - start) / 1_000);
}

async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function oneTurn(
  endpoint: string,
  text: string,
  answer: string,
  { tenantId, objectId, name }: Conversation,
  { serviceUrl, waitFor }: Connector,
): Promise<void> {
  const conversationId = `a:${randomUUID()}`;
  const answered = waitFor(conversationId, answer);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl,
      text,
      from: { id: `29:${objectId}`, name, aadObjectId: objectId },
      recipient: { id: '28:bot', name: 'ADT Support' },
      conversation: { id: conversationId, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
    }),
  });
  if (!response.ok) throw new Error(`${endpoint} answered ${response.status}.`);
  await answered;
}
