/** What several stories do on their way. */
import assert from 'node:assert/strict';
import type { Fault, RecordedCall, SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { ofType } from '../cards/walk.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { shownBy } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { nobodyReached, waiting } from './wording.ts';

/** Tells about a 403 on an instance and waits for the finished diagnosis. */
export async function diagnosed(person: PersonInTeams, instance: string): Promise<Message> {
  await person.says(`403 on ${instance} when I query twins`);
  return person.sees(new RegExp(`${instance} · .*[Ww]ho can fix it.*\\[Request access\\]`, 's'));
}

/** Asks for Data Reader on an instance and waits until the approvers are known. Gives the person's copy of the request. */
export async function asked(
  person: PersonInTeams,
  instance: string,
  { minutes = '480', reason = 'Dashboards of line 4' } = {},
): Promise<Message> {
  const diagnosis = await diagnosed(person, instance);
  await person.clicks(diagnosis, 'Send request', { minutes, reason, role: ADT_DATA_READER.id });
  const sent = `(${waiting.source}|${nobodyReached.source}).*Data Reader.*${instance}`;
  return person.sees(new RegExp(sent, 's'));
}

/** One message, updated in place. */
export function assertSame(one: Message, other: Message | undefined, why?: string): void {
  assert.deepEqual([one.conversationId, one.id], [other?.conversationId, other?.id], why);
}

/** What the buttons of a message refer to. */
export function targetOf(message: Message): { id: string; version: number } {
  const card = shownBy(message) ?? assert.fail('The message has no card.');
  const button = ofType(card, 'Action.Execute')[0] ?? assert.fail('The card has no button.');
  const { id, version } = button.data as { id: string; version: number };
  return { id, version };
}

/** Calls to Azure that change something. */
export function writesTo({ calls }: SimulatedTenant): RecordedCall[] {
  return calls.filter(
    ({ service, method, path }) => service === 'arm' && /PUT|DELETE/.test(method) && /roleAssignment/i.test(path),
  );
}

/** Does something while a service of the tenant is at fault. */
export async function during<T>(tenant: SimulatedTenant, fault: Fault, work: () => Promise<T>): Promise<T> {
  const heal = tenant.inject(fault);
  try {
    return await work();
  } finally {
    heal();
  }
}

/** Does something while every answer of the tenant takes so long. */
export async function whileSlow<T>(tenant: SimulatedTenant, ms: number, work: () => Promise<T>): Promise<T> {
  tenant.setLatency(ms);
  try {
    return await work();
  } finally {
    tenant.setLatency(0);
  }
}
