import { chromium, type Page } from 'playwright-core';

export interface Browser {
  /** Opens a window of its own, 1440 × 1000: narrower ones fold the side bar of the chat away. */
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

/** The browser alone, for pages that nobody chats on. */
export function launchChromium(executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium') {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Starts a headless Chromium with a profile of its own, thrown away on `close`.
 * The program is `CHROMIUM_PATH`, or `/usr/bin/chromium`.
 */
export async function startChromium(executablePath?: string): Promise<Browser> {
  const browser = await launchChromium(executablePath);
  return {
    async openPage() {
      // A context each: two tabs of one window would take turns, and the hidden one runs at a crawl.
      const context = await browser.newContext({
        viewport: { width: 1440, height: 1000 },
        locale: 'en-US',
        timezoneId: 'UTC',
      });
      return context.newPage();
    },
    close: () => browser.close(),
  };
}
