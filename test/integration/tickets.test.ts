import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForgetting } from '../../src/store/open-forgetting.ts';
import type { Announcement } from '../../src/tickets/announcement.ts';
import { newLastingDatabase, silentLog } from '../support/store.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { closeServer, listener, listenOnLoopback, readBody } from '../support/teams-double/http.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSame } from './steps.ts';

const key = Buffer.alloc(32, 7);

interface Ticket {
  headers: IncomingHttpHeaders;
  body: string;
  told: Announcement;
}

describe('a ticket system beside the bot', () => {
  let stage: HelpdeskStage;
  let dataDir: string;
  let server: Server;
  let posted: Message;
  let down = true;
  let turnedAway = 0;
  const taken: Ticket[] = [];
  const arrivals = new EventEmitter();

  before(async () => {
    server = createServer(
      listener(async (request) => {
        const body = await readBody(request);
        if (down) {
          turnedAway += 1;
          arrivals.emit('arrival');
          return { status: 503, headers: { 'retry-after': '1' } };
        }
        taken.push({ headers: request.headers, body, told: JSON.parse(body) });
        arrivals.emit('arrival');
        return { status: 200 };
      }),
    );
    const url = `http://127.0.0.1:${await listenOnLoopback(server)}/cases`;
    dataDir = await mkdtemp(join(tmpdir(), 'adt-tickets-'));
    const database = await newLastingDatabase(dataDir);
    stage = await setHelpdesk({
      config: { database, ticketWebhook: { url, secret: `whsec_${key.toString('base64')}` } },
    });
  });
  after(async () => {
    await stage?.close();
    await closeServer(server);
    await rm(dataDir, { recursive: true, force: true });
  });

  async function arrived(enough: () => boolean): Promise<void> {
    const more = on(arrivals, 'arrival');
    while (!enough()) await more.next();
    await more.return?.();
  }

  it('holds nothing up while it is down', async () => {
    await stage.reports('alex');
    posted = await stage.card(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    await arrived(() => turnedAway > 0);
    await stage.person('megan').clicks(posted, 'Resolve', { note: 'Sign out and in again.' });
    assertSame(await stage.card(/Case \d+ · Resolved/), posted);
    assert.deepEqual(taken, []);
  });

  it('hears of everything once it is back, in order', async () => {
    down = false;
    await arrived(() => taken.length === 3);
    assert.deepEqual(
      taken.map(({ told }) => told.type),
      ['case.opened', 'case.diagnosed', 'case.resolved'],
    );
    const [opened, , resolved] = taken;
    assert.equal(opened?.told.external_id, resolved?.told.external_id);
    assert.equal(resolved?.told.state, 'resolved');
    assert.match(resolved?.told.resolution ?? '', /Sign out and in again\./);
    assert.equal(resolved?.told.instance, 'plant-a');
    assert.equal(resolved?.told.cause_ids, 'rbac.missing-data-role');
  });

  it('hears of each once, also while more happens', async () => {
    await stage.reports('diego', 'I get 403 on plant-b when I query twins');
    await stage.person('megan').clicks(await stage.card(/Diego Siciliani: 403 on plant-b/), 'Take it');
    await arrived(() => taken.some(({ told }) => told.type === 'case.assigned'));
    assert.deepEqual(
      taken.slice(3).map(({ told }) => told.type),
      ['case.opened', 'case.diagnosed', 'case.assigned'],
    );
    assert.equal(new Set(taken.map(({ headers }) => headers['webhook-id'])).size, taken.length);
  });

  it('hears of what a case waits for, and of an incident with its cases, its end and its new beginning', async () => {
    const megan = stage.person('megan');
    const plantB = await stage.card(/Diego Siciliani: 403 on plant-b/);
    const told = (id: string | undefined) =>
      taken.filter((each) => each.told.external_id === id).map((each) => each.told);
    const heard = (type: string) => arrived(() => taken.some((each) => each.told.type === type));
    await megan.clicks(plantB, 'Ask', { question: 'Since when?' });
    await heard('case.waiting');
    await megan.clicks(await stage.card(/Case \d+ · Waiting for Diego/), 'Answered');
    await heard('case.resumed');
    const diego = taken.find((each) => each.told.reporter === 'Diego Siciliani')?.told.external_id;
    assert.deepEqual(
      told(diego)
        .map(({ type, state }) => [type, state])
        .slice(-3),
      [
        ['case.assigned', 'open'],
        ['case.waiting', 'pending'],
        ['case.resumed', 'open'],
      ],
    );

    for (const who of ['alex', 'adele', 'diego'] as const) await stage.reports(who);
    const incident = await stage.card(/Incident \d+ · Open.*3 people affected/s);
    const joined = () => taken.map((each) => each.told).filter(({ type }) => type === 'case.joined');
    await arrived(() => joined().length === 3 && taken.some((each) => each.told.type === 'incident.opened'));
    const opened = taken.find((each) => each.told.type === 'incident.opened')?.told;
    assert.deepEqual(
      joined().map(({ incident_external_id }) => incident_external_id),
      Array(3).fill(opened?.external_id),
    );
    await megan.clicks(incident, 'Resolve');
    await heard('incident.resolved');
    await stage.card(/Incident \d+ · Resolved/);
    await megan.clicks(incident, 'Reopen');
    await heard('incident.reopened');
    assert.deepEqual(
      told(opened?.external_id).map(({ type, state }) => [type, state]),
      [
        ['incident.opened', 'open'],
        ['incident.resolved', 'resolved'],
        ['incident.reopened', 'open'],
      ],
    );
  });

  it('hears of the cases of somebody who is forgotten that they are closed, without his name', async () => {
    const told = taken.map((each) => each.told);
    const his = new Set(told.filter(({ reporter }) => /Diego/.test(reporter ?? '')).map((each) => each.external_id));
    assert.equal(his.size, 2);
    const before = taken.length;
    await stage.stop();
    const { forget, close } = await openForgetting(stage.config.database, { log: silentLog });
    const { objectId } = stage.person('diego');
    await forget({ tenantId: stage.tenant.tenantId, objectId, now: new Date(), dryRun: false });
    await close();
    await stage.start();
    const closed = () => taken.slice(before).filter((each) => each.told.type === 'case.closed');
    await arrived(() => closed().length === his.size);
    for (const { told, body } of closed()) {
      assert.ok(his.has(told.external_id));
      assert.deepEqual([told.state, told.reporter], ['closed', 'Somebody']);
      assert.doesNotMatch(body, /Diego|Siciliani/);
    }
  });

  it('can tell that each is the bot’s, and new', () => {
    for (const { headers, body } of taken) {
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers;
      const signed = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
      assert.equal(signature, `v1,${signed}`);
      assert.ok(Math.abs(Date.now() / 1000 - Number(at)) < 300, String(at));
    }
  });

  it('is told nobody’s object id or address', () => {
    const ids = stage.tenant.state.users.map(({ id }) => id);
    for (const { body } of taken) {
      assert.ok(!ids.some((id) => body.includes(id)), body);
      assert.doesNotMatch(body, /@contoso\.com/);
    }
  });
});
