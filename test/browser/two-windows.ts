import { type Browser, startChromium } from '../support/chromium.ts';
import { type Chat, openChat } from './chat-window.ts';
import { type Playground, startPlayground } from './playground.ts';

export interface TwoWindows {
  playground: Playground;
  alex: Chat;
  megan: Chat;
}

/**
 * One playground with Alex's and Megan's windows for all tests of the suite it is called in. They stand on each other, so
 * after a fault the rest is left out, and both windows are shown as they were: '<fault>-alex' and '<fault>-megan'.
 */
export function openTwoWindows(fault: string): TwoWindows {
  let browser: Browser;
  let broken = false;
  // Filled before the first test runs, and not read earlier.
  const windows = {} as TwoWindows;

  before(async () => {
    windows.playground = await startPlayground();
    browser = await startChromium();
    windows.alex = await openChat(await browser.openPage(), windows.playground.alex);
    windows.megan = await openChat(await browser.openPage(), windows.playground.megan);
  });

  beforeEach(function stopAfterAFault() {
    if (broken) this.skip();
  });

  afterEach(async function lookAtTheFault() {
    if (this.currentTest?.state !== 'failed' || broken) return;
    broken = true;
    await windows.alex.screenshot(`${fault}-alex`);
    await windows.megan.screenshot(`${fault}-megan`);
  });

  after(async () => {
    await browser?.close();
    await windows.playground?.stop();
  });

  return windows;
}
