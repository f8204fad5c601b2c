import assert from 'node:assert/strict';
import type { Card } from './chat-window.ts';
import { openWindows } from './open-windows.ts';

/** One story in order: each step stands on the one before, as it does for the people in it. */
describe('the playground, as Alex and Megan see it', () => {
  const windows = openWindows('failed', ['alex', 'megan']);
  let diagnosis: Card;
  let request: Card;
  let requested: Card;

  async function refusedCall(): Promise<string> {
    return (await fetch(windows.playground.refusedCall)).text();
  }

  it('welcomes both and refuses the call with an empty body', async () => {
    await windows.alex.waitForCard('403');
    await windows.megan.waitForCard('403');
    assert.match(await refusedCall(), /403 \(empty body\)/);
    await windows.alex.screenshot('1-welcome');
  });

  it('lets Megan, who owns the team, send approvals to the channel', async () => {
    await windows.megan.goToChannel('Approvals');
    await windows.megan.mentionBot('use this channel for approvals');
    await windows.megan.waitForCard('Approvals come here now');
    await windows.megan.goToChat();
  });

  it('asks Alex which instance is meant', async () => {
    await windows.alex.send("I'm getting 403 on ADT");
    const picker = await windows.alex.waitForCard('plant-b');
    await windows.alex.screenshot('2-which-instance');
    await picker.choose('Instance', 'plant-a – twins-prod, westeurope');
    await picker.click('Check this one');
    diagnosis = await windows.alex.waitForCard('no data role on plant-a');
  });

  it('proves the cause, with the command and the people who can mend it', async () => {
    const text = await diagnosis.waitFor('Megan Bowen');
    assert.match(text, /az dt role-assignment create \\\s+--dt-name plant-a \\\s+--assignee "alex@contoso\.com"/);
    assert.match(text, /Isaiah Langer/);
    await windows.alex.screenshot('3-diagnosis');
  });

  it('takes the request from the card', async () => {
    await diagnosis.click('Request access');
    await windows.alex.screenshot('4-request-form');
    await diagnosis.choose('For how long', '7 days');
    await diagnosis.fill('Why', 'Loading the new pump models for line 4');
    await diagnosis.click('Send request');
    requested = await windows.alex.waitForCard('Your access request');
    await requested.waitFor('Megan Bowen');
    await windows.alex.screenshot('5-requested');
  });

  it('brings the request to Megan and to the channel', async () => {
    request = await windows.megan.waitForCard('Loading the new pump models for line 4');
    await windows.megan.screenshot('6-approve');
    await windows.megan.goToChannel('Approvals');
    await windows.megan.waitForCard('Loading the new pump models for line 4');
    await windows.megan.screenshot('7-channel');
    await windows.megan.goToChat();
    request = await windows.megan.waitForCard('Loading the new pump models for line 4');
  });

  it('assigns the role when Megan approves, and changes every copy', async () => {
    await request.click('Approve');
    await request.waitFor(/assigned|granted|has access/i);
    await windows.megan.screenshot('9-approved');
    assert.deepEqual(
      (await request.buttons()).filter((name) => /approve|deny/i.test(name)),
      [],
    );
    await requested.waitFor('Megan Bowen');
  });

  it('tells Alex to try again, and the call succeeds', async () => {
    await windows.alex.waitForCard(/try again now/i);
    await windows.alex.screenshot('10-try-again-now');
    assert.match(await refusedCall(), /200 /);
  });
});
