import type { AccessDependencies } from '../access/requests.ts';
import { carryOut } from '../auth/decisions.ts';
import { recordRefusedSignIn } from '../auth/refused-sign-in.ts';
import { createSignInLinks, type SignInLinkStore } from '../auth/sign-in-links.ts';
import { createSignInPage } from '../auth/sign-in-page.ts';
import { createBrowserSignIn } from '../azure/authorization-code.ts';
import type { Cloud } from '../azure/clouds.ts';
import { createOnBehalfOf } from '../azure/on-behalf-of.ts';
import { createAssertion } from '../azure/sign-in-app.ts';
import type { Config } from '../config.ts';
import { createDecideSignedIn } from '../teams/decide-signed-in.ts';
import { tokenCheckOf } from './token-check.ts';

/** A browser waits longer than Teams. */
const pageWithinMs = 30_000;

/** Sign-in of approvers, on the card and in a browser; undefined where the bot's own identity writes. */
export function signInOf(
  { bot, signIn, allowedTenants }: Config,
  parts: {
    access: AccessDependencies;
    linkStore: SignInLinkStore;
    cloud: Cloud;
    now: () => Date;
    onFault: (what: string, error: unknown) => void;
  },
) {
  if (signIn === undefined) return undefined;
  const { access, linkStore, cloud, now, onFault } = parts;
  const { appId, publicUrl } = signIn;
  const app = {
    clientId: appId,
    proof:
      bot.secret.kind === 'managed-identity'
        ? { getAssertion: createAssertion(bot.appId) }
        : { clientSecret: bot.secret.secret },
  };
  const check = tokenCheckOf({ bot, allowedTenants }, signIn, { cloud, now });
  const links = createSignInLinks({ store: linkStore, tenantIds: allowedTenants, now });
  const page = createSignInPage({
    links,
    browser: createBrowserSignIn(app, cloud, fetch),
    check,
    redirectUri: `${publicUrl}/auth/end`,
    carryOut: (pending, azure) => carryOut(pending, azure, access, { signal: AbortSignal.timeout(pageWithinMs) }),
    onRefused: ({ click, decision }, fault) => recordRefusedSignIn(click, decision, fault, access),
    onFault,
  });
  const actAs = createOnBehalfOf(app, cloud);
  return { page, decide: createDecideSignedIn({ access, check, actAs, links, publicUrl, now, onFault }) };
}
