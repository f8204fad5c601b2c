import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { HOSTILE } from '../board/samples.ts';
import { type Browser, startChromium } from '../support/chromium.ts';
import { type BoardStage, setBoardStage } from './board-stage.ts';

describe('the board, as a tab in Teams', () => {
  let stage: BoardStage;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  before(async () => {
    [stage, browser] = await Promise.all([setBoardStage(), startChromium()]);
  });
  after(async () => {
    await browser?.close();
    await stage?.close();
  });
  beforeEach(async () => {
    faults = [];
    page = await browser.openPage();
    page.on('pageerror', (error) => faults.push(error.message));
    // What the policy of the page refuses is told on the console; the list of hosts is out of reach here.
    page.on('console', (message) => {
      if (message.type() === 'error' && /policy|integrity/i.test(message.text())) faults.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(faults, []);
  });

  const tab = () => page.frameLocator('#tab');
  const filter = (label: string) => tab().getByLabel(label, { exact: true });
  const rows = () => tab().locator('tbody tr[data-case]');
  const shot = (name: string) =>
    page.screenshot({ path: fileURLToPath(new URL(`./screenshots/board-${name}.png`, import.meta.url)) });

  async function openAs(who: string, more: Record<string, string> = {}): Promise<void> {
    await page.goto(`${stage.window.urlFor(`${who}@contoso.com`)}&${new URLSearchParams(more)}`);
  }

  async function waitForRows(count: number): Promise<void> {
    await rows()
      .nth(count - 1)
      .waitFor();
    await rows().nth(count).waitFor({ state: 'detached' });
  }

  it('shows Megan, who is of the helpdesk, the whole picture', async () => {
    await openAs('megan');
    await waitForRows(7);
    await tab()
      .getByRole('heading', { name: /Incident \d+: Trouble with plant-c/ })
      .waitFor();
    await tab()
      .getByRole('img', { name: /Reported cases by cause/ })
      .waitFor();
    assert.match(await tab().locator('.requests').innerText(), /Alex Wilber asks for Data Reader on plant-a/);
    await shot('1-wide');
    await tab().getByText('The same as a table').click();
    await tab().locator('#causes-table').scrollIntoViewIfNeeded();
    await tab().getByRole('columnheader', { name: 'No data role' }).waitFor();
    await shot('2-chart-and-table');
  });

  it('narrows to one’s own, to an instance, to a cause and by age, and says where nothing is left', async () => {
    await openAs('megan');
    await waitForRows(7);
    await filter('Cases').selectOption('Mine');
    await waitForRows(1);
    assert.match(await rows().innerText(), /Adele Vance/);
    await filter('Cases').selectOption('Unassigned');
    await waitForRows(5);
    await filter('Instance').fill('PLANT-C');
    await waitForRows(3);
    await shot('3-narrowed');
    await filter('Cause').selectOption('No data role');
    await tab().getByText('No open case is like that').waitFor();
    await filter('Instance').fill('');
    await waitForRows(1);
    await filter('Cause').selectOption('Any');
    await filter('Cases').selectOption('Everybody’s');
    await filter('Age').selectOption('Over a day');
    await waitForRows(2);
  });

  it('looks back as far as is wanted', async () => {
    await openAs('megan');
    await waitForRows(7);
    await filter('Look back').selectOption('90 days');
    await tab().getByRole('heading', { name: 'Causes over 90 days' }).waitFor();
    assert.ok((await tab().locator('svg rect').count()) > 3);
  });

  it('is read on a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openAs('megan', { width: 'phone' });
    await rows().first().waitFor();
    const sideways = await tab()
      .locator('html')
      .evaluate((root) => root.scrollWidth - root.clientWidth);
    assert.equal(sideways, 0);
    await shot('4-phone');
    await rows().first().scrollIntoViewIfNeeded();
    await rows().nth(2).scrollIntoViewIfNeeded();
    await shot('5-phone-cases');
    await tab().locator('.legend').scrollIntoViewIfNeeded();
    await shot('6-phone-chart');
    assert.equal(await tab().getByRole('cell', { name: 'plant-a' }).first().isVisible(), true);
  });

  it('follows the theme of Teams, from the beginning and when it changes', async () => {
    await openAs('megan', { theme: 'dark' });
    await rows().first().waitFor();
    const background = () =>
      tab()
        .locator('body')
        .evaluate((body) => body.ownerDocument.defaultView.getComputedStyle(body).backgroundColor);
    await tab().locator('html[data-theme=dark]').waitFor();
    assert.equal(await background(), 'rgb(31, 31, 31)');
    await shot('7-dark');
    await page.getByLabel('Theme').selectOption('High contrast');
    await tab().locator('html[data-theme=contrast]').waitFor();
    assert.equal(await background(), 'rgb(0, 0, 0)');
    await shot('8-contrast');
  });

  it('leads to the thread of a report through Teams', async () => {
    await openAs('megan');
    await rows().first().waitFor();
    await rows().getByRole('link').first().click();
    await page.getByText(/Teams would open https:\/\/teams\.microsoft\.com\/l\/message\/19%3A/).waitFor();
  });

  it('shows Alex, who is not of the helpdesk, nothing but why', async () => {
    await openAs('alex');
    await tab().getByRole('heading', { name: 'The board is for the helpdesk' }).waitFor();
    assert.equal(await rows().count(), 0);
    assert.equal(await filter('Instance').isVisible(), false);
    await shot('9-not-helpdesk');
  });

  it('says what to do where consent is missing', async () => {
    await openAs('megan', { consent: 'no' });
    await tab().getByRole('heading', { name: 'Teams could not sign you in' }).waitFor();
    assert.equal(await tab().locator('#reason').innerText(), 'resourceRequiresConsent');
    await tab().getByRole('link', { name: 'this link to consent for everybody' }).waitFor();
    await tab().getByRole('button', { name: 'Try again' }).click();
    await tab().getByText('Teams says').waitFor();
    await shot('10-no-consent');
  });

  it('says outside Teams where it is', async () => {
    await page.goto(`${stage.origin}/board`);
    await page.getByRole('heading', { name: 'Open the board in Teams' }).waitFor();
    assert.equal(await page.locator('#filters').isVisible(), false);
    await shot('11-outside');
  });

  it('shows what is its own, not the page of a proxy before it, and tries again', async () => {
    const answer = { status: 503, contentType: 'text/html', body: '<center><h1>503 Busy</h1>nginx</center>' };
    await page.clock.install();
    await openAs('megan');
    await waitForRows(7);
    await page.route('**/board/view*', (route) => route.fulfill(answer));
    await filter('Cases').selectOption('Mine');
    await tab().getByText('The board could not be refreshed: 503 from the server. It tries again by itself.').waitFor();
    assert.equal(await rows().count(), 7, 'what was there stays');
    await shot('12-proxy');
    await page.unroute('**/board/view*');
    await page.route('**/board/view*', (route) => route.abort());
    await page.clock.runFor(31_000);
    await tab().getByText('The board could not be refreshed: no answer. It tries again by itself.').waitFor();
    await page.unroute('**/board/view*');
    await page.clock.runFor(31_000);
    await waitForRows(1);
  });

  it('refreshes by itself, keeps open what was open, and is broken by no name', async () => {
    await page.clock.install();
    await openAs('megan');
    await waitForRows(7);
    await tab().getByText('The same as a table').click();
    await stage.report('alex', {
      reporter: { objectId: 'x', displayName: HOSTILE },
      assignee: { objectId: 'x', displayName: HOSTILE },
    });
    await page.clock.runFor(31_000);
    await waitForRows(8);
    assert.match(await tab().locator('tbody').first().innerText(), /<script>alert\(1\)<\/script>/);
    assert.equal(await tab().locator('img, script:not([src])').count(), 0);
    await tab().getByRole('columnheader', { name: 'No data role' }).waitFor();
  });
});
