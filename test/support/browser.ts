/** A browser as far as a sign-in needs one: follows redirects, keeps cookies, and signs in at the simulated Entra. */
import type { PageAnswer } from '../../src/auth/page.ts';
import type { SignInPage } from '../../src/auth/sign-in-page.ts';

/** A site of its own by its origin: called directly, or over the network at another address. */
type Sites = Readonly<Record<string, SignInPage | { at: string }>>;

export class Browser {
  readonly cookies: Map<string, string>;
  readonly #sites: Sites;
  readonly #who: string;

  constructor(sites: Sites, who: string, cookies = new Map<string, string>()) {
    this.#sites = sites;
    this.#who = who;
    this.cookies = new Map(cookies);
  }

  /** Follows the address through all redirects, and gives the page that it ends with. */
  async opens(address: string, how: { cancels?: boolean } = {}): Promise<PageAnswer> {
    let answer = await this.#get(address, how);
    for (let hops = 0; answer.status === 302 && hops < 10; hops += 1) {
      answer = await this.#get(answer.headers.location ?? '', how);
    }
    return answer;
  }

  /** Follows the address to Entra, signs in, and gives where Entra sends the browser back to. */
  async opensUntilBack(address: string): Promise<string> {
    const start = await this.#get(address, {});
    const back = await this.#get(start.headers.location ?? '', {});
    return back.headers.location ?? '';
  }

  async #get(address: string, { cancels = false }: { cancels?: boolean }): Promise<PageAnswer> {
    const url = new URL(address);
    const site = this.#sites[url.origin];
    if (site === undefined) return this.#entra(url, cancels);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer =
      'at' in site
        ? await fetched(`${site.at}${url.pathname}${url.search}`, cookie)
        : await site[url.pathname === '/auth/start' ? 'start' : 'end']({ query: url.searchParams, cookie });
    this.#keep(answer.headers['set-cookie']);
    return answer;
  }

  async #entra(url: URL, cancels: boolean): Promise<PageAnswer> {
    url.searchParams.set(cancels ? 'cancel' : 'sign_in_as', cancels ? '' : this.#who);
    return fetched(url.href, '');
  }

  #keep(header: string | undefined): void {
    const [pair = '', ...attributes] = header?.split('; ') ?? [];
    const [name = '', value = ''] = pair.split('=');
    if (name === '') return;
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

async function fetched(address: string, cookie: string): Promise<PageAnswer> {
  const response = await fetch(address, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
