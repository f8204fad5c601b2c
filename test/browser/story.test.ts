import assert from 'node:assert/strict';
import { type Browser, startChromium } from '../support/chromium.ts';
import { type Card, type Chat, openChat } from './chat-window.ts';
import { type Playground, startPlayground } from './playground.ts';

/** One story in order: each step stands on the one before, as it does for the people in it. */
describe('the playground, as Alex and Megan see it', () => {
  let playground: Playground;
  let browser: Browser;
  let alex: Chat;
  let megan: Chat;
  let broken = false;
  let diagnosis: Card;
  let request: Card;
  let requested: Card;

  before(async () => {
    playground = await startPlayground();
    browser = await startChromium();
    alex = await openChat(await browser.openPage(), playground.alex);
    megan = await openChat(await browser.openPage(), playground.megan);
  });

  beforeEach(function stopAfterAFault() {
    if (broken) this.skip();
  });

  afterEach(async function lookAtTheFault() {
    if (this.currentTest?.state !== 'failed' || broken) return;
    broken = true;
    await alex.screenshot('failed-alex');
    await megan.screenshot('failed-megan');
  });

  after(async () => {
    await browser?.close();
    await playground?.stop();
  });

  async function refusedCall(): Promise<string> {
    return (await fetch(playground.refusedCall)).text();
  }

  it('welcomes both and refuses the call with an empty body', async () => {
    await alex.waitForCard('403');
    await megan.waitForCard('403');
    assert.match(await refusedCall(), /403 \(empty body\)/);
    await alex.screenshot('1-welcome');
  });

  it('lets Megan, who owns the team, send approvals to the channel', async () => {
    await megan.goToChannel('Approvals');
    await megan.mentionBot('use this channel for approvals');
    await megan.waitForCard('Approvals come here now');
    await megan.goToChat();
  });

  it('asks Alex which instance is meant', async () => {
    await alex.send("I'm getting 403 on ADT");
    const picker = await alex.waitForCard('plant-b');
    await alex.screenshot('2-which-instance');
    await picker.choose('Instance', 'plant-a – twins-prod, westeurope');
    await picker.click('Check this one');
    diagnosis = await alex.waitForCard('no data role on plant-a');
  });

  it('proves the cause, with the command and the people who can mend it', async () => {
    const text = await diagnosis.waitFor('Megan Bowen');
    assert.match(text, /az dt role-assignment create --dt-name plant-a --assignee "alex@contoso\.com"/);
    assert.match(text, /Isaiah Langer/);
    await alex.screenshot('3-diagnosis');
  });

  it('takes the request from the card', async () => {
    await diagnosis.click('Request access');
    await alex.screenshot('4-request-form');
    await diagnosis.choose('For how long', '7 days');
    await diagnosis.fill('Why', 'Loading the new pump models for line 4');
    await diagnosis.click('Send request');
    requested = await alex.waitForCard('Your access request');
    await requested.waitFor('Megan Bowen');
    await alex.screenshot('5-requested');
  });

  it('brings the request to Megan and to the channel', async () => {
    request = await megan.waitForCard('Loading the new pump models for line 4');
    await megan.screenshot('6-approve');
    await megan.goToChannel('Approvals');
    await megan.waitForCard('Loading the new pump models for line 4');
    await megan.screenshot('7-channel');
    await megan.goToChat();
    request = await megan.waitForCard('Loading the new pump models for line 4');
  });

  it('assigns the role when Megan approves, and changes every copy', async () => {
    await request.click('Approve');
    await request.waitFor(/assigned|granted|has access/i);
    await megan.screenshot('9-approved');
    assert.deepEqual(
      (await request.buttons()).filter((name) => /approve|deny/i.test(name)),
      [],
    );
    await requested.waitFor('Megan Bowen');
  });

  it('tells Alex to try again, and the call succeeds', async () => {
    await alex.waitForCard(/try again now/i);
    await alex.screenshot('10-try-again-now');
    assert.match(await refusedCall(), /200 /);
  });
});
