import assert from 'node:assert/strict';
import type { Card } from './chat-window.ts';
import { openWindows } from './open-windows.ts';
import type { Who } from './playground.ts';

/**
 * From three reports to an incident and back to nothing. Each window has channels of its own, as two windows cannot share
 * one: Megan's is the helpdesk's. Cases and incidents are the tenant's, wherever they were reported.
 */
describe('the helpdesk, as its people and those who report see it', () => {
  const windows = openWindows('triage-failed', ['alex', 'megan', 'adele', 'diego']);
  /** By who reported: the answer in the thread, and the case in Megan's channel. */
  const answers = new Map<Who, Card>();
  const cases = new Map<Who, Card>();
  let incident: Card;

  function known(from: Map<Who, Card>, who: Who): Card {
    const card = from.get(who);
    assert.ok(card, `There is no card of ${who}.`);
    return card;
  }

  async function report(who: 'alex' | 'adele' | 'diego', text: string, found: string | RegExp): Promise<string> {
    await windows[who].goToChannel('General');
    await windows[who].mentionBot(text);
    const answer = await windows[who].waitForCard(found);
    answers.set(who, answer);
    return answer.waitFor('Who can fix it');
  }

  function assertNamesNobody(text: string): void {
    assert.doesNotMatch(text, /[\da-f]{8}-[\da-f]{4}-/i);
    assert.doesNotMatch(text, /\S@\S/);
  }

  /** What others may read of somebody's trouble. */
  function assertDiscreet(text: string): void {
    assertNamesNobody(text);
    assert.doesNotMatch(text, /\baz /);
  }

  it('lets Megan, who owns the helpdesk’s team, have the cases in her channel', async () => {
    await windows.megan.goToChannel('General');
    await windows.megan.mentionBot('use this channel for triage');
    await windows.megan.waitForCard('Cases come here now');
    await windows.megan.mentionBot('triage');
    await windows.megan.waitForCard('Nothing is open');
    await windows.megan.screenshot('triage-1-channel');
  });

  it('answers Alex in the thread of his report with no more than his question tells', async () => {
    assertDiscreet(await report('alex', 'I get 403 on ADT plant-a when I query', 'no data role on plant-a'));
    await windows.alex.screenshot('triage-2-report');
    const answer = known(answers, 'alex');
    await answer.click('Show details');
    await answer.waitFor('az dt role-assignment create');
    assert.ok((await answer.buttons()).includes('Request access'));
    await windows.alex.screenshot('triage-2-details');
  });

  it('makes a case of it in the helpdesk’s channel', async () => {
    const one = await windows.megan.waitForCard(/Case \d+ · New/);
    cases.set('alex', one);
    const text = await one.waitFor('No data role');
    assert.match(text, /Alex Wilber: 403 on plant-a/);
    assertDiscreet(text);
    await windows.megan.screenshot('triage-3-case');
  });

  it('makes an incident once a third person has the same trouble', async () => {
    assertDiscreet(await report('adele', '403 on ADT plant-a when I query', /plant-a · Adele Vance/));
    assertDiscreet(await report('diego', '403 on ADT plant-a when I query', /plant-a · Diego Siciliani/));
    await windows.diego.screenshot('triage-4-third');
    incident = await windows.megan.waitForCard('Trouble with plant-a: 3 people affected');
    const text = await incident.waitFor('Every diagnosis says: No Azure Digital Twins data role');
    assert.match(text, /Alex Wilber, Adele Vance, Diego Siciliani/);
    // Its one fix has a command: for all of them, and so nobody's.
    assertNamesNobody(text);
    await windows.megan.screenshot('triage-5-incident');
  });

  it('tells whoever reports it now of the incident, instead of looking once more', async () => {
    await windows.adele.mentionBot('Still 403 on ADT plant-a when I query');
    const told = await windows.adele.waitForCard('You are not the only one');
    assert.match(await told.text(), /Trouble with plant-a: 3 people have reported it/);
    assert.deepEqual(await told.buttons(), ['Diagnose mine all the same', 'It works now']);
    await windows.adele.screenshot('triage-6-joined');
  });

  it('lets Megan take a case, and shows the details to her alone', async () => {
    const one = known(cases, 'alex');
    await one.click('Take it');
    await one.waitFor(/Taken by\s+Megan Bowen/);
    await windows.megan.screenshot('triage-7-taken');
    // The update that follows the click before may take the place of what only she sees, as soon as it is there.
    await one.click('Show details');
    await one.waitFor('Only you see this', { patienceMs: 4_000 }).catch(async () => {
      await one.click('Show details');
      await one.waitFor('Only you see this');
    });
    await windows.megan.screenshot('triage-7-its-details');
    // An update of the case takes the place of what only she sees, and may just be coming.
    if ((await one.text()).includes('Only you see this')) await one.click('Back to the case').catch(() => undefined);
    await one.waitFor(/Taken by\s+Megan Bowen/);
  });

  it('follows the request that Alex makes from his card', async () => {
    const answer = known(answers, 'alex');
    await answer.click('Request access');
    await answer.choose('For how long', '7 days');
    await answer.fill('Why', 'Reading the pumps of line 4');
    await windows.alex.screenshot('triage-8-request');
    await answer.click('Send request');
    await known(cases, 'alex').waitFor('Waiting for approval');
    await windows.alex.screenshot('triage-9-requested');
  });

  it('resolves the case by itself once the role that Megan approves works', async () => {
    await windows.megan.goToChat();
    const request = await windows.megan.waitForCard('Reading the pumps of line 4');
    await request.click('Approve');
    await request.waitFor('The role is assigned');
    await windows.megan.goToChannel('General');
    const one = await windows.megan.waitForCard(/Case \d+ · Resolved/);
    assert.match(await one.text(), /Alex Wilber: 403 on plant-a[\s\S]*The role that was asked for works/);
    await windows.megan.screenshot('triage-10-resolved');
    assert.match(await (await fetch(windows.playground.refusedCall)).text(), /200 /);
    await windows.alex.waitForCard(/try again now/i);
    await windows.alex.screenshot('triage-11-try-again');
  });

  it('takes a diagnosis from Diego’s own chat once he has seen what is shared', async () => {
    await windows.diego.goToChat();
    await windows.diego.send('403 on plant-b when I query');
    const diagnosis = await windows.diego.waitForCard('no data role on plant-b');
    await diagnosis.waitFor('Send to helpdesk');
    await windows.diego.screenshot('triage-12-own-chat');
    await diagnosis.click('Send to helpdesk');
    const shared = await diagnosis.waitFor('Send this to the helpdesk?');
    assertDiscreet(shared);
    await windows.diego.screenshot('triage-13-preview');
    await diagnosis.click('Send to helpdesk');
    await diagnosis.waitFor('is with the helpdesk');
    await windows.diego.screenshot('triage-14-handed-over');
    cases.set('diego', await windows.megan.waitForCard(/Diego Siciliani: 403 on plant-b/));
  });

  it('lists what is open, narrowed as Megan wants it', async () => {
    await windows.megan.mentionBot('triage');
    const list = await windows.megan.waitForCard(/\d cases? (?:and 1 incident )?open/);
    const all = await list.text();
    assert.match(all, /Incident \d+: Trouble with plant-a/);
    assert.match(all, /403 on plant-b/);
    assert.doesNotMatch(all, /Alex Wilber/);
    await windows.megan.screenshot('triage-15-list');
    await list.unfold('Filter');
    await list.fill('Instance', 'plant-b');
    await windows.megan.screenshot('triage-16-filter');
    await list.click('Show');
    const narrowed = await list.waitFor('1 case open');
    assert.match(narrowed, /Diego Siciliani/);
    await windows.megan.screenshot('triage-17-narrowed', list);
  });

  it('asks Diego in his chat', async () => {
    const one = await windows.megan.waitForCard(/Case \d+ · New[\s\S]*Diego Siciliani: 403 on plant-b/);
    await one.unfold('Ask the reporter');
    await one.fill('What do you need to know', 'Which query is it?');
    await one.click('Ask');
    await one.waitFor('Waiting for Diego Siciliani');
    await windows.megan.screenshot('triage-18-asked');
    const question = await windows.diego.waitForCard('Which query is it?');
    await windows.diego.screenshot('triage-18-question');
    assert.deepEqual(await question.buttons(), ['Answer in a chat', 'I have answered', 'It works now']);
  });

  it('tells Diego in his chat what Megan writes when she resolves his case', async () => {
    const one = await windows.megan.waitForCard(/Case \d+ · Waiting for Diego/);
    await one.unfold('Resolve');
    await one.fill('What helped', 'You are in the group of plant-b now');
    await windows.megan.screenshot('triage-18-resolve');
    await one.click('Resolve');
    await one.waitFor('Resolved by Megan Bowen');
    await windows.diego.waitForCard('You are in the group of plant-b now');
    await windows.diego.screenshot('triage-19-told');
  });

  it('opens the case again where Diego says what is still wrong', async () => {
    const told = await windows.diego.waitForCard('You are in the group of plant-b now');
    await told.click('It still fails…');
    await told.fill('What is still wrong', 'Queries work, models still fail');
    await windows.diego.screenshot('triage-19-still-fails');
    await told.click('Open it again');
    const one = await windows.megan.waitForCard(/Case \d+ · New[\s\S]*Diego Siciliani: 403 on plant-b/);
    await one.waitFor('Queries work, models still fail');
    await windows.megan.screenshot('triage-19-opened-again');
    await one.unfold('Resolve');
    await one.click('Resolve');
    await one.waitFor('Resolved by Megan Bowen');
  });

  it('ends the incident for everybody in it', async () => {
    const shown = await windows.megan.waitForCard('Trouble with plant-a: 3 people affected');
    await shown.click('Show cases');
    assert.match(await shown.waitFor('Cases of incident'), /Adele Vance[\s\S]*Diego Siciliani/);
    await windows.megan.screenshot('triage-20-cases');
    await shown.click('Back to the incident');
    await shown.click('Resolve…');
    await shown.fill('What helped', 'The team has the role now');
    await shown.click('Resolve');
    await shown.waitFor('Resolved by Megan Bowen');
    await windows.megan.screenshot('triage-21-incident-resolved');
    await windows.adele.waitForCard('Resolved: Trouble with plant-a');
    await windows.adele.screenshot('triage-22-told');
    await windows.megan.mentionBot('triage');
    await windows.megan.waitForCard('Nothing is open');
  });
});
