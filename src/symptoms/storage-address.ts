import type { SymptomReport } from './report.ts';

/** `https://ACCOUNT.blob.core.windows.net/CONTAINER/…`, as a URL, in the form of Hadoop with the container first, and in other clouds. */
const address =
  /(?<![\w.-])(?:([a-z0-9][a-z0-9-]{1,62})@)?([a-z0-9]{3,24})\.(?:blob|dfs)\.core\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)(?::443)?(?:\/(\$(?:web|root|logs)|[a-z0-9][a-z0-9-]{1,62})(?![\w.-]))?/gi;

/** The account and the container of the only blob address in a text, in lower case. Undefined where there is none, or several. */
export function readStorage(text: string): SymptomReport['storage'] {
  if (!/\.core\./i.test(text)) return undefined;
  const containers = new Map<string, Set<string>>();
  for (const [, first, account = '', behind] of text.matchAll(address)) {
    const container = first ?? behind;
    const known = containers.get(account.toLowerCase()) ?? new Set();
    if (container !== undefined) known.add(container.toLowerCase());
    containers.set(account.toLowerCase(), known);
  }
  const [only, ...more] = containers;
  if (only === undefined || more.length > 0) return undefined;
  const [account, [container, ...others]] = only;
  return container === undefined || others.length > 0 ? { account } : { account, container };
}
