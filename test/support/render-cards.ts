/**
 * Draws every sample card, and the card of every diagnosis, as a picture, to be looked at: light and dark, wide and narrow, folded and opened.
 * Usage: npx node test/support/render-cards.ts FOLDER [NAME…]
 */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { diagnosisCards } from '../cards/diagnoses.ts';
import { hostConfig } from '../cards/host-config.ts';
import { sampleCards } from '../cards/samples.ts';
import { launchChromium } from './chromium.ts';

const [folder, ...only] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say into which folder: npx node test/support/render-cards.ts FOLDER');
await mkdir(folder, { recursive: true });

const require = createRequire(import.meta.url);
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  await page.goto(`file://${fileURLToPath(new URL('render-cards.html', import.meta.url))}`);
  await page.addScriptTag({ path: require.resolve('adaptivecards/dist/adaptivecards.js') });
  for (const [name, card] of Object.entries({ ...sampleCards(), ...diagnosisCards() })) {
    if (only.length > 0 && !only.includes(name)) continue;
    for (const theme of ['light', 'dark'] as const) {
      for (const width of [320, 640]) {
        await page.setViewportSize({ width, height: 200 });
        await draw(page, card, theme);
        await page.screenshot({ path: join(folder, `${name}.${theme}.${width}.png`), fullPage: true });
        if (theme === 'light' && (await open(page))) {
          await page.screenshot({ path: join(folder, `${name}.${theme}.${width}.open.png`), fullPage: true });
        }
      }
    }
  }
} finally {
  await browser.close();
}

async function draw(page: Page, card: object, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(
    `(() => {
      const card = new AdaptiveCards.AdaptiveCard();
      AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = text.replace(/\\[([^\\]]*)\\]\\(([^)]*)\\)/g, '<a href="$2">$1</a>');
        result.didProcess = true;
      };
      card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig(theme))});
      card.parse(${JSON.stringify(card)}, new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5));
      document.body.style.background = '${theme === 'dark' ? '#1f1f1f' : '#f5f5f5'}';
      document.body.style.color = '${theme === 'dark' ? '#ffffff' : '#242424'}';
      document.getElementById('card').replaceChildren(card.render());
    })()`,
  );
}

/** Unfolds whatever is folded and opens the form. False when there was nothing to open. */
async function open(page: Page): Promise<boolean> {
  const folds = await page.locator('.ac-container.ac-selectable').all();
  const forms = await page
    .getByRole('button', { name: /^(Request access|Approve with less…|Deny…|Revoke…|Resolve…)$/ })
    .all();
  for (const folded of [...folds, ...forms]) await folded.click();
  return folds.length + forms.length > 0;
}
