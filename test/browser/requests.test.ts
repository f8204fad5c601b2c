import assert from 'node:assert/strict';
import type { Card } from './chat-window.ts';
import { openWindows } from './open-windows.ts';

/** How long what is given for 8 hours then lasts. */
const lastsSeconds = 25;

/** The other ways a request can go, one after the other in the same two windows. */
describe('requests that are denied, withdrawn, granted in part, and end', () => {
  const windows = openWindows('requests-failed', ['alex', 'megan']);
  const diagnoses: Card[] = [];
  const requests: Card[] = [];
  /** Alex's and Megan's copies of the request for a smaller role. */
  let his: Card;
  let hers: Card;

  /** Alex reports the 403 again and asks for Data Owner; returns his copy and Megan's. */
  async function ask({ why, howLong }: { why: string; howLong: string }): Promise<[his: Card, hers: Card]> {
    await windows.alex.send('403 on plant-a when I upload models');
    const diagnosis = await windows.alex.waitForCard('no data role on plant-a', { otherThan: diagnoses });
    diagnoses.push(diagnosis);
    await diagnosis.click('Request access');
    await diagnosis.choose('For how long', howLong);
    await diagnosis.fill('Why', why);
    await diagnosis.click('Send request');
    const sent = await windows.alex.waitForCard('Waiting for approval', { otherThan: requests });
    requests.push(sent);
    return [sent, await windows.megan.waitForCard(why)];
  }

  async function refusedCall(): Promise<string> {
    return (await fetch(windows.playground.refusedCall)).text();
  }

  function decisions(buttons: string[]): string[] {
    return buttons.filter((name) => /approve|deny/i.test(name));
  }

  it('tells Alex why Megan denied', async () => {
    const [sent, toDecide] = await ask({ why: 'Trying out a model', howLong: '30 days' });
    await toDecide.click('Deny…');
    await toDecide.fill('Why not', 'Please use plant-b for trials');
    await windows.megan.screenshot('requests-1-deny');
    await toDecide.click('Deny');
    await toDecide.waitFor('Denied by Megan Bowen');
    await windows.megan.screenshot('requests-2-denied');
    assert.deepEqual(decisions(await toDecide.buttons()), []);
    assert.match(await sent.waitFor('Denied'), /Megan Bowen said: “Please use plant-b for trials”/);
    await windows.alex.waitForCard('Please use plant-b for trials', { otherThan: [sent] });
    await windows.alex.screenshot('requests-3-denied');
    assert.match(await refusedCall(), /403 \(empty body\)/);
  });

  it('leaves Megan nothing to decide once Alex has withdrawn', async () => {
    const [sent, toDecide] = await ask({ why: 'Asked too early', howLong: '1 day' });
    await sent.click('Withdraw');
    await sent.waitFor('You took this request back');
    await windows.alex.screenshot('requests-4-withdrawn');
    await toDecide.waitFor('Withdrawn');
    await windows.megan.screenshot('requests-5-withdrawn');
    assert.deepEqual(await toDecide.buttons(), []);
  });

  it('lets Megan give a smaller role for a shorter time', async () => {
    [his, hers] = await ask({ why: 'Loading the new pump models for line 4', howLong: '7 days' });
    await hers.click('Approve with less…');
    await hers.choose('Role', /^Data Reader: /);
    await hers.choose('For how long', '8 hours');
    await windows.megan.screenshot('requests-6-less');
    await windows.playground.setBack(8 * 60 - lastsSeconds / 60);
    await hers.click('Approve this');
    await hers.waitFor('Approved by Megan Bowen');
    assert.match(await hers.waitFor('The role is assigned'), /Given: Data Reader for 8 hours/);
    await windows.megan.screenshot('requests-7-given');
  });

  it('tells Alex what was given instead, and by whom, and the call succeeds', async () => {
    const given = 'Megan Bowen approved Data Reader for 8 hours instead of Data Owner for 7 days';
    await windows.alex.waitForCard(given, { otherThan: [his] });
    await his.waitFor(given);
    assert.match(await refusedCall(), /200 /);
    await windows.playground.setBack(0);
    await windows.alex.screenshot('requests-8-given');
  });

  it('takes the role away when its time is up, tells both, and the call is refused again', async () => {
    await his.waitFor(/Access ended as planned/, { patienceMs: (lastsSeconds + 20) * 1000 });
    await windows.alex.waitForCard('Access ended as planned', { otherThan: [his] });
    await windows.alex.screenshot('requests-9-ended');
    assert.match(await hers.waitFor('Access ended as planned'), /I took the role away/);
    await windows.megan.screenshot('requests-10-ended');
    assert.match(await refusedCall(), /403 \(empty body\)/);
  });
});
