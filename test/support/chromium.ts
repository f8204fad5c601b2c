import { chromium, type Page } from 'playwright-core';

export interface Browser {
  /** Opens a window of its own, 1440 × 1000: narrower ones fold the side bar of the chat away. */
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Starts a headless Chromium with a profile of its own, thrown away on `close`.
 * The program is `CHROMIUM_PATH`, or `/usr/bin/chromium`.
 */
export async function startChromium(
  executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
): Promise<Browser> {
  const browser = await chromium.launch({
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
