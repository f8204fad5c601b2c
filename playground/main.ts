/** `npm run playground`: the bot, a simulated Azure tenant and two chat windows, on this machine only. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBot } from '../src/main.ts';
import { parseFault, type SimulatedTenant, startTenant } from './azure/simulated-tenant.ts';
import { readTenantFile, type TenantFile, TenantFileError } from './azure/tenant-file.ts';
import { type BoardWindow, serveBoard } from './board/serve-board.ts';
import { cloudOf } from './bot-cloud.ts';
import { type Clock, serveClock } from './clock.ts';
import { serveTryCall, type TryCall } from './try-call.ts';
import { type ChatWindow, openWindow, WindowError } from './windows/open-window.ts';
import type { WindowPerson } from './windows/window-settings.ts';

const usage = `npm run playground -- [--tenant FILE] [--people alex@contoso.com,megan@contoso.com]
                      [--latency MS] [--fault arm:429] [--port 3978]`;

class PeopleError extends Error {
  override readonly name = 'PeopleError';
}

const others = 5;
const eightHoursButAMinute = 8 * 60 - 1;
const windowPorts = [56150, 56151];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string', default: join(import.meta.dirname, 'tenants', 'contoso.json') },
      people: { type: 'string' },
      latency: { type: 'string', default: '0' },
      fault: { type: 'string', multiple: true, default: [] },
      port: { type: 'string', default: '3978' },
    },
  });
  const file = await readTenantFile(values.tenant);
  const tenant = await startTenant(file, {
    latencyMs: Number(values.latency),
    faults: values.fault.map(parseFault),
  });
  tenant.trust();

  const clock = await serveClock(0);
  const bot = await startBot(
    {
      bot: {
        appId: tenant.bot.appId,
        tenantId: tenant.tenantId,
        secret: { kind: 'client-secret', secret: tenant.bot.secret },
      },
      allowedTenants: [tenant.tenantId],
      approvals: 'bot-identity',
      board: { appId: tenant.bot.appId, publicUrl: 'https://localhost' },
      database: { memory: true },
      port: Number(values.port),
      logLevel: 'warn',
      // The chat windows cannot sign their messages; the bot then listens on the loopback only.
      channel: { kind: 'none' },
    },
    { cloud: cloudOf(tenant), now: clock.now },
  );
  const people = chosenPeople(tenant, file, values.people?.split(','));
  const windows = await Promise.all(people.map((person, at) => openWindowFor(person, at, tenant, bot.endpoint)));
  const tryCall = await serveTryCall(tenant, 0);
  const board = await serveBoard(tenant, new URL(bot.endpoint).origin, 0);
  process.stdout.write(welcome({ people, windows, tryCall, clock, board, tenant, file }));

  const stop = async () => {
    await Promise.all(windows.map((window) => window.close()));
    await bot.stop();
    await Promise.all([tryCall.close(), clock.close(), board.close(), tenant.close()]);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function openWindowFor(
  person: WindowPerson,
  at: number,
  tenant: SimulatedTenant,
  botEndpoint: string,
): Promise<ChatWindow> {
  const team = teamOf(person, tenant);
  return openWindow({
    person,
    others: fiveOthers(tenant, person),
    tenantId: tenant.tenantId,
    personalChatId: `a:chat-${person.objectId}`,
    // Two windows do not share what is said in a channel, so that each has channels of its own.
    team: {
      id: `19:general-${person.objectId}@thread.tacv2`,
      name: team?.displayName ?? 'Team',
      groupId: team?.id ?? randomUUID(),
      channel: { id: `19:approvals-${person.objectId}@thread.tacv2`, name: 'Approvals' },
    },
    botEndpoint,
    port: windowPorts[at] ?? 0,
    folder: join(tmpdir(), 'adt-support-playground'),
  });
}

/** The first team the person is a member of: groups with an owner are teams. */
function teamOf({ objectId }: WindowPerson, { state }: SimulatedTenant) {
  const teams = state.groups.filter(({ owners }) => owners.length > 0);
  return teams.find(({ members }) => members.includes(objectId)) ?? teams[0];
}

/** The people with a window. By default two: whoever the file says to try it as, and the first of the others. */
function chosenPeople(tenant: SimulatedTenant, file: TenantFile, names: string[] | undefined): WindowPerson[] {
  const all = peopleOf(tenant);
  const [asker] = all.filter(({ userPrincipalName }) => userPrincipalName === file.try?.as);
  if (names === undefined) return [...new Set([...(asker ? [asker] : []), ...all])].slice(0, 2);
  return names.map((name) => {
    const person = all.find(({ userPrincipalName }) => userPrincipalName.toLowerCase() === name.trim().toLowerCase());
    if (person !== undefined) return person;
    const known = all.map(({ userPrincipalName }) => `  ${userPrincipalName}`);
    throw new PeopleError([`The tenant has no user ${name}. It has:`, ...known].join('\n'));
  });
}

function peopleOf({ state }: SimulatedTenant): WindowPerson[] {
  return state.users.map(({ id, displayName, userPrincipalName }) => ({
    objectId: id,
    displayName,
    userPrincipalName,
  }));
}

/** A chat window wants exactly five people besides its own; a small tenant is filled up with empty chairs. */
function fiveOthers(tenant: SimulatedTenant, person: WindowPerson): WindowPerson[] {
  const real = peopleOf(tenant).filter(({ objectId }) => objectId !== person.objectId);
  const chairs = Array.from({ length: others }, (_, at) => ({
    objectId: randomUUID(),
    displayName: `Empty chair ${at + 1}`,
    userPrincipalName: `chair-${at + 1}@example.com`,
  }));
  return [...real, ...chairs].slice(0, others);
}

interface Started {
  people: readonly WindowPerson[];
  windows: readonly ChatWindow[];
  tryCall: TryCall;
  clock: Clock;
  board: BoardWindow;
  tenant: SimulatedTenant;
  file: TenantFile;
}

function welcome({ people, windows, tryCall, clock, board, tenant, file }: Started): string {
  const [first, second] = people.map(({ displayName }) => displayName);
  const helper = people[1] ?? people[0];
  const pages = people.map(({ displayName }, at) => `  ${displayName.padEnd(16)} ${windows[at]?.url ?? ''}`);
  const call = tryCall.urlFor(people[0]?.userPrincipalName ?? '', tenant.state.instances[0]?.name ?? '');
  const story = [
    `1. As ${first}, write:  I'm getting 403 on ADT`,
    `   Choose ${tenant.state.instances[0]?.name} and press "Check this one", then "Request access", say why and send the request.`,
    `2. As ${second}, the request has arrived in the chat with the bot: press "Approve".`,
    `3. As ${first}, the role is assigned and checked, and "try again now" arrives.`,
    '   Reload the refused call: it answers.',
    '4. To see access end, open the clock before you press "Approve" on a request for 8 hours, and set it right after:',
    '   the role is taken away within a minute.',
    `5. As ${second}, choose the channel General, type @, pick ADT Support and write:  use this channel for triage`,
    '   What anybody reports in a channel from then on is a case there, and on the board.',
  ];
  const steps = file.try === undefined ? story : [`As ${first}, write:  ${file.try.text}`, 'The card shows the cause.'];
  return `
ADT Support playground. ${file.description ?? ''}

Open these pages in a browser, all of them first: a chat shows what arrives while it is open.
${pages.join('\n')}
  The refused call ${call}
  The board        ${board.urlFor(helper?.userPrincipalName ?? '')}   (the helpdesk's tab in Teams)
  The clock        ${clock.urlFor(eightHoursButAMinute)}   (sets the bot's clock back; /behind/0 sets it right)

${steps.join('\n')}

Stop with Ctrl+C.
`;
}

try {
  await main();
} catch (error) {
  const forPeople =
    error instanceof TenantFileError ||
    error instanceof PeopleError ||
    error instanceof WindowError ||
    isPortTaken(error) ||
    isOptionError(error);
  console.error(forPeople ? error.message : error);
  if (isOptionError(error)) console.error(usage);
  if (isPortTaken(error)) console.error('For the playground: npm run playground -- --port 0 takes any free one.');
  process.exit(1);
}

function isPortTaken(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'cannot-listen';
}

function isOptionError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
