import { type Html, html } from './html.ts';
import { spanInWords } from './time-in-words.ts';

/** How long it is since then: '5 min', or with `suffix` '5 min ago'. The page says the moment itself when it is pointed at. */
export function since(iso: string, now: Date, suffix?: 'ago'): Html {
  return html`<time datetime="${iso}">${spanInWords(now.getTime() - Date.parse(iso))}${suffix && ` ${suffix}`}</time>`;
}
