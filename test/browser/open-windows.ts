import { type Browser, startChromium } from '../support/chromium.ts';
import { type Chat, openChat } from './chat-window.ts';
import { type Playground, startPlayground, type Who } from './playground.ts';

/**
 * One playground with a window for each of these people, for all tests of the suite it is called in. They stand on each
 * other, so after a fault the rest is left out, and every window is shown as it was: '<fault>-alex', '<fault>-megan'.
 */
export function openWindows<Person extends Who>(
  fault: string,
  people: readonly Person[],
): Record<Person, Chat> & { playground: Playground } {
  let browser: Browser;
  let broken = false;
  // Filled before the first test runs, and not read earlier.
  const playground = {} as Playground;
  const chats = {} as Record<Person, Chat>;

  before(async () => {
    Object.assign(playground, await startPlayground(people));
    browser = await startChromium();
    for (const who of people) chats[who] = await openChat(await browser.openPage(), playground.windowOf(who));
  });

  beforeEach(function stopAfterAFault() {
    if (broken) this.skip();
  });

  afterEach(async function lookAtTheFault() {
    if (this.currentTest?.state !== 'failed' || broken) return;
    broken = true;
    for (const who of people) await chats[who].screenshot(`${fault}-${who}`);
  });

  after(async () => {
    await browser?.close();
    await playground.stop?.();
  });

  return Object.assign(chats, { playground });
}
