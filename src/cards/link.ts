import type { OpenUrl, TextBlock } from './card.ts';

export interface Link {
  /** Our own words. */
  title: string;
  url: string | undefined;
}

/** Links side by side, or nothing if none is usable. Only https is. */
export function links(all: readonly Link[]): TextBlock | undefined {
  const usable = all.flatMap(({ title, url }) => {
    const address = safeAddress(url);
    return address === undefined ? [] : [`[${title}](${address})`];
  });
  if (usable.length === 0) return undefined;
  return { type: 'TextBlock', text: usable.join(' · '), wrap: true, size: 'Small', spacing: 'Small' };
}

/** A button that opens a page, or nothing if the address is not https. */
export function linkButton({ title, url }: Link): OpenUrl | undefined {
  const address = safeAddress(url);
  return address === undefined ? undefined : { type: 'Action.OpenUrl', title, url: address };
}

function safeAddress(url: string | undefined): string | undefined {
  if (url === undefined || url.length > 1000 || !URL.canParse(url)) return undefined;
  const { protocol, username, href } = new URL(url);
  if (protocol !== 'https:' || username !== '') return undefined;
  return href.replace(/[()[\]{}<>"'`\\*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
