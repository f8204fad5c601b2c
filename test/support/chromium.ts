import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

export interface Browser {
  /** Opens a tab of 1440 × 1000; narrower ones fold the chat window's side bar away. */
  context: BrowserContext;
  close(): Promise<void>;
}

/**
 * Starts a headless Chromium with a profile of its own, thrown away on `close`.
 * The program is `CHROMIUM_PATH`, or `/usr/bin/chromium`.
 */
export async function startChromium(executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'adt-support-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1440, height: 1000 },
    locale: 'en-US',
    timezoneId: 'UTC',
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
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
