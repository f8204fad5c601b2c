import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';

/** A chat window, driven in the words of the person in front of it. Waits at most 20 s for what should appear. */
export interface Chat {
  /** Writes `text` and sends it; in a channel it becomes a new post, which reaches no bot without a mention. */
  send(text: string): Promise<void>;
  /** Sends `@bot text`. Only such posts of a channel or a group chat reach the bot. */
  mentionBot(text: string): Promise<void>;
  /**
   * The newest card of the shown conversation whose visible text has `text`, apart from those in `otherThan`.
   * Newest is the lowest in a chat and the uppermost in a channel.
   */
  waitForCard(text: string | RegExp, options?: { otherThan?: readonly Card[] }): Promise<Card>;
  /** Waits for a message (not a card) with `text` in the shown conversation. */
  waitForMessage(text: string | RegExp): Promise<void>;
  /** The visible texts of all cards of the shown conversation, from top to bottom. */
  lastCards(): Promise<string[]>;
  /** Shows a channel of the team, by its name. Card handles of the conversation left behind are void. */
  goToChannel(name: string): Promise<void>;
  /** Shows the chat with the bot again. */
  goToChat(): Promise<void>;
  /**
   * Takes the whole window into `test/browser/screenshots/<name>.png`, with this card in view if one is named: an update
   * in place scrolls nothing. Returns the file's path.
   */
  screenshot(name: string, card?: Card): Promise<string>;
}

/** One card of the conversation; it stays the same card when the bot updates it in place. */
export interface Card {
  /** Its visible text, inputs' values not included. */
  text(): Promise<string>;
  /** The names of its buttons, from top to bottom. */
  buttons(): Promise<string[]>;
  click(button: string): Promise<void>;
  scrollIntoView(): Promise<void>;
  /** Opens what is folded up behind this line. */
  unfold(line: string): Promise<void>;
  /** Writes into the text input with this label. */
  fill(label: string, text: string): Promise<void>;
  /** Picks an option of the drop-down or radio group with this label. */
  choose(label: string, option: string | RegExp): Promise<void>;
  /** Waits until the card's own text has `text`, for instance after an update in place; returns the text. */
  waitFor(text: string | RegExp, options?: { patienceMs?: number }): Promise<string>;
  /** Waits for the line the window shows below the card as the bot's answer to a click. */
  waitForAnswer(text: string | RegExp): Promise<void>;
}

const PATIENCE_MS = 20_000;
const LOOK_AGAIN_MS = 100;
const REPLY_LATER_MS = 400;
const CARD = '.ac-preview-panel';
const MARK = 'data-driven-card';
/** The log panel at the right and the list of conversations at the left repeat messages. */
const IN_CONVERSATION = ':not([contenteditable="true"] *):not([role="tree"] *)';

/** Opens the window at `url` and waits until the bot has heard that it is installed there. */
export async function openChat(page: Page, url: string): Promise<Chat> {
  page.setDefaultTimeout(PATIENCE_MS);
  // The page asks for fonts on the internet, which a test neither has nor needs.
  await page.route(
    (address) => address.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  // A window under load forgets a reply that comes before it has heard that its own post was taken.
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => setTimeout(() => socket.send(message), REPLY_LATER_MS));
  });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.getByText(/conversationUpdate \d+/).waitFor();
  await sidebar(page, 'Personal Chat').waitFor();

  let marks = 0;

  async function waitForCard(text: string | RegExp, { otherThan = [] }: { otherThan?: readonly Card[] } = {}) {
    const cards = page.locator(CARD);
    const seen = new Set(otherThan.map((card) => marksOf.get(card)));
    return eventually(page, `a card with ${text}`, async () => {
      const texts = await cards.allInnerTexts();
      const order = [...texts.keys()];
      if (!(await inChannel(page))) order.reverse();
      for (const index of order) {
        if (!has(texts[index] ?? '', text)) continue;
        const mark = (await cards.nth(index).getAttribute(MARK)) ?? String(++marks);
        if (seen.has(mark)) continue;
        await cards
          .nth(index)
          .evaluate((node, [name = '', value = '']) => node.setAttribute(name, value), [MARK, mark]);
        const card = cardOf(page, page.locator(`[${MARK}="${mark}"]`));
        marksOf.set(card, mark);
        // A post above it may have come between the two looks.
        return has(await card.text(), text) ? card : undefined;
      }
      return undefined;
    });
  }

  return {
    waitForCard,
    async send(text) {
      await composer(page).fill(text);
      await submit(page);
    },
    async mentionBot(text) {
      await composer(page).click();
      await page.keyboard.type('@');
      await page.getByRole('listbox', { name: 'Typeahead menu' }).getByRole('menuitem').first().click();
      await page.keyboard.insertText(` ${text}`);
      await submit(page);
    },
    async waitForMessage(text) {
      await page.getByText(text).and(page.locator(IN_CONVERSATION)).last().waitFor();
    },
    lastCards: () => page.locator(CARD).allInnerTexts(),
    async goToChannel(name) {
      await sidebar(page, name).click();
      await postButton(page).waitFor();
    },
    async goToChat() {
      await sidebar(page, 'Personal Chat').click();
      await postButton(page).waitFor({ state: 'detached' });
    },
    async screenshot(name, card) {
      await card?.scrollIntoView();
      const path = fileURLToPath(new URL(`./screenshots/${name}.png`, import.meta.url));
      await page.screenshot({ path });
      return path;
    },
  };
}

const marksOf = new WeakMap<Card, string>();

function cardOf(page: Page, root: Locator): Card {
  // Not the arrow of a drop-down, which is a button too.
  const buttons = root.locator('button:has(.ac-pushButton-content):visible');
  return {
    text: () => visibleText(root),
    buttons: () => buttons.allInnerTexts(),
    click: (button) => buttons.and(page.getByRole('button', { name: button, exact: true })).click(),
    scrollIntoView: () => root.scrollIntoViewIfNeeded(),
    unfold: (line) => root.getByText(`▸ ${line}`, { exact: true }).click(),
    fill: (label, text) => root.getByRole('textbox', { name: label }).fill(text),
    async choose(label, option) {
      const dropDown = root.getByRole('combobox', { name: label });
      const radios = root.getByRole('radiogroup', { name: label });
      await dropDown.or(radios).waitFor();
      if (await dropDown.isVisible()) {
        await dropDown.click();
        await page.getByRole('option', { name: option, exact: true }).click();
      } else {
        await radios.getByRole('radio', { name: option, exact: true }).check();
      }
    },
    waitFor: (text, { patienceMs } = {}) =>
      eventually(
        page,
        `${text} on the card`,
        async () => {
          const shown = await visibleText(root);
          return has(shown, text) ? shown : undefined;
        },
        patienceMs,
      ),
    async waitForAnswer(text) {
      const whole = root.locator('..');
      await eventually(page, `the answer ${text} below the card`, async () => {
        const below = (await visibleText(whole)).slice((await visibleText(root)).length);
        return has(below, text) ? true : undefined;
      });
    },
  };
}

/** The box for a new message, or for a new post above all others. */
function composer(page: Page): Locator {
  return page.locator('[data-lexical-editor="true"]').first();
}

function postButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Post', exact: true });
}

function inChannel(page: Page): Promise<boolean> {
  return postButton(page).isVisible();
}

async function submit(page: Page): Promise<void> {
  const button = (await inChannel(page)) ? postButton(page) : page.getByRole('button', { name: 'Send Message' });
  await button.click();
  await composer(page).filter({ hasNotText: /\S/ }).waitFor();
}

function sidebar(page: Page, name: string): Locator {
  return page.getByRole('treeitem', { name });
}

/** The text as a person sees it: hidden parts left out; empty if the element is gone. */
async function visibleText(element: Locator): Promise<string> {
  return (await element.allInnerTexts()).join('\n');
}

function has(shown: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? shown.includes(text) : shown.search(text) >= 0;
}

/** Looks until `look` finds something; if it never does, the error tells what the window showed instead. */
async function eventually<T>(
  page: Page,
  what: string,
  look: () => Promise<T | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = AbortSignal.timeout(patienceMs);
  while (!end.aborted) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(LOOK_AGAIN_MS);
  }
  const shown = await visibleText(page.locator('body'));
  throw new Error(`Waited ${patienceMs / 1000} s for ${what}. The window shows:\n${shown}`);
}
