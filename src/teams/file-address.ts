import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns';
import { BlockList } from 'node:net';

/** Where Teams keeps the files of its chats: SharePoint and OneDrive, in each of Microsoft's clouds. */
const hosts = /(?:^|\.)(?:sharepoint\.(?:com|us|cn|de)|sharepoint-mil\.us|1drv\.com|onedrive\.live\.com)$/;

/**
 * The address of an attached file, if the bot may fetch it: https at SharePoint or OneDrive, or one of `origins`, which
 * only code can allow. An activity names the address, and must not lead the bot to anything else.
 */
export function fileAddress(text: string, origins: readonly string[]): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  if (origins.includes(url.origin)) return url;
  return url.protocol === 'https:' && url.port === '' && hosts.test(url.hostname) ? url : undefined;
}

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6');
}

/** Whether an IP address is reachable from the whole internet, not only from where the bot runs. */
export function isPublicAddress({ address, family }: LookupAddress): boolean {
  return !inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[] | string, family?: number) => void;

/** As `lookup` of a request: a name that leads to an address of an inner network is not connected to. */
export function lookupPublic(hostname: string, options: LookupOptions, found: Found): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return found(error, []);
    const [first] = addresses;
    if (first === undefined || !addresses.every(isPublicAddress)) {
      return found(Object.assign(new Error(`${hostname} is no public address.`), { code: 'EADDRNOTAVAIL' }), []);
    }
    if (options.all === true) found(null, addresses);
    else found(null, first.address, first.family);
  });
}
