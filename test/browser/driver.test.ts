import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type ChatWindow, openWindow } from '../../playground/windows/open-window.ts';
import type { WindowSettings } from '../../playground/windows/window-settings.ts';
import { megansSettings, settings } from '../playground-windows/contoso-window.ts';
import { type Browser, startChromium } from '../support/chromium.ts';
import { type Chat, openChat } from './chat-window.ts';

interface Received {
  type: string;
  id: string;
  text?: string;
  serviceUrl: string;
  replyToId?: string;
  from: { aadObjectId: string; name?: string };
  conversation: { id: string; tenantId: string; conversationType: string };
  value?: { action?: { verb: string; data: Record<string, unknown> } };
}

/** A bot just clever enough to show what the driver can do. */
async function startTinyBot() {
  const received: Received[] = [];
  const personal = new Map<string, Received>();

  const send = async (to: Received, card: object, id?: string) => {
    const url = `${to.serviceUrl}/v3/conversations/${encodeURIComponent(to.conversation.id)}/activities`;
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
    await fetch(id ? `${url}/${id}` : url, {
      method: id ? 'PUT' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', id, attachments }),
    });
  };

  const server: Server = createServer(async (request, response) => {
    if (request.method !== 'POST') return response.end();
    const activity: Received = JSON.parse(await text(request));
    received.push(activity);
    if (activity.conversation.conversationType === 'personal') personal.set(activity.from.aadObjectId, activity);
    const action = activity.value?.action;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(action && { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted' }),
    );
    if (activity.type === 'message') await send(activity, form(`Form for ${activity.text}`));
    if (action?.verb === 'ask') {
      await send(activity, note('Asked'), activity.replyToId);
      const other = [...personal.values()].find((one) => one.from.aadObjectId !== activity.from.aadObjectId);
      if (other) await send(other, note(`${activity.from.name} asks for ${action.data.role}`));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}/api/messages`, received, close: () => server.close() };
}

const note = (words: string) => ({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: words }] });

const form = (title: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: title },
    {
      type: 'Input.ChoiceSet',
      id: 'duration',
      label: 'How long?',
      choices: [
        { title: '8 hours', value: '8h' },
        { title: '1 day', value: '1d' },
      ],
    },
    {
      type: 'Input.ChoiceSet',
      id: 'role',
      label: 'Which role?',
      style: 'expanded',
      choices: [
        { title: 'Data Reader', value: 'reader' },
        { title: 'Data Owner', value: 'owner' },
      ],
    },
  ],
  actions: [
    {
      type: 'Action.ShowCard',
      title: 'Ask for access',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'why', label: 'Why?', isRequired: true, errorMessage: 'Say why' }],
        actions: [{ type: 'Action.Execute', title: 'Send', verb: 'ask', data: { id: 'r1' } }],
      },
    },
    { type: 'Action.Execute', title: 'Look again', verb: 'recheck', associatedInputs: 'none' },
  ],
});

describe('the driver of two chat windows', () => {
  let folder: string;
  let bot: Awaited<ReturnType<typeof startTinyBot>>;
  let windows: ChatWindow[] = [];
  let browser: Browser;
  let alex: Chat;
  let megan: Chat;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'adt-support-windows-'));
    bot = await startTinyBot();
    const open = (whose: WindowSettings) => openWindow({ ...whose, botEndpoint: bot.endpoint, port: 0, folder });
    const [his, hers, chromium] = await Promise.all([open(settings), open(megansSettings), startChromium()]);
    windows = [his, hers];
    browser = chromium;
    const show = async ({ url }: ChatWindow) => openChat(await chromium.openPage(), url);
    [alex, megan] = await Promise.all([show(his), show(hers)]);
  });

  after(async () => {
    await browser?.close();
    await Promise.all(windows.map((window) => window.close()));
    bot?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('sends a pasted text whole, as the person of the window', async () => {
    await alex.send('Status: 403 (Forbidden)\n   at query by alex@contoso.com');
    await alex.waitForCard(/Form for Status/);
    const message = bot.received.find(({ type }) => type === 'message');
    assert.equal(message?.text, 'Status: 403 (Forbidden)\n   at query by alex@contoso.com');
    assert.equal(message?.from.aadObjectId, settings.person.objectId);
    assert.equal(message?.conversation.tenantId, settings.tenantId);
  });

  it('fills a form, sees its card updated in place and the other window told', async () => {
    const first = await alex.waitForCard('Form');
    await alex.send('again');
    const card = await alex.waitForCard('Form', { otherThan: [first] });
    await card.choose('How long?', '1 day');
    await card.choose('Which role?', 'Data Owner');
    await card.click('Ask for access');
    await card.click('Send');
    assert.match(await card.waitFor('Say why'), /Form for again/);
    await card.fill('Why?', 'to read the twins');
    await card.click('Send');
    assert.equal(await card.waitFor('Asked'), 'Asked');
    assert.match(await first.text(), /Form for Status/);
    await megan.waitForCard('Alex Wilber asks for owner');
    const click = bot.received.find(({ type }) => type === 'invoke');
    assert.deepEqual(click?.value?.action?.data, {
      id: 'r1',
      duration: '1d',
      role: 'owner',
      why: 'to read the twins',
    });
    await alex.screenshot('driver-alex');
    await megan.screenshot('driver-megan');
  });

  it('reads the answer below a card and the names of its buttons', async () => {
    const card = await alex.waitForCard('Form for Status');
    assert.deepEqual(await card.buttons(), ['Ask for access', 'Look again']);
    await card.click('Look again');
    await card.waitForAnswer('Noted');
    assert.doesNotMatch(await card.text(), /Noted/);
  });

  it('mentions the bot in a channel and finds the newest post there', async () => {
    await megan.goToChannel('Twins approvals');
    await megan.send('nobody hears this');
    await megan.mentionBot('first');
    const first = await megan.waitForCard(/Form for .*first/);
    await megan.mentionBot('second');
    await megan.waitForCard(/Form for .*second/);
    assert.match(await first.text(), /first/);
    assert.equal((await megan.lastCards()).length, 2);
    await megan.waitForMessage('nobody hears this');
    await megan.screenshot('driver-channel');
    await megan.goToChat();
    await megan.waitForCard('Alex Wilber asks for owner');
    assert.ok(!bot.received.some(({ text: said }) => said?.includes('nobody')));
  });
});
