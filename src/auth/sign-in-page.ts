import type { AccessRequest } from '../access/access-request.ts';
import { TenantError } from '../tenant.ts';
import type { ApproverAzure, NeedsSignIn } from './approver-azure.ts';
import type { Decided } from './as-approver.ts';
import {
  type BrowserProof,
  clearCookie,
  isState,
  newBrowserProof,
  readBrowserProof,
  setCookie,
} from './browser-proof.ts';
import { type PageAnswer, page, redirect } from './page.ts';
import type { PendingSignIn, SignInLinks } from './sign-in-links.ts';
import type { CheckUserToken, TokenFault } from './user-token.ts';

/** Entra's sign-in in a browser. Implemented in src/azure. */
export interface BrowserSignIn {
  address(asked: {
    tenantId: string;
    redirectUri: string;
    state: string;
    nonce: string;
    codeChallenge: string;
    claims?: string;
    chooseAccount?: boolean;
  }): string;
  /** Throws TenantError. */
  redeem(given: {
    tenantId: string;
    redirectUri: string;
    code: string;
    codeVerifier: string;
  }): Promise<{ idToken: string; approver: ApproverAzure } | NeedsSignIn>;
}

/** One request of a browser. */
export interface PageRequest {
  query: URLSearchParams;
  /** The Cookie header, or nothing. */
  cookie: string;
}

/** GET /auth/start and GET /auth/end. */
export interface SignInPage {
  start(request: PageRequest): Promise<PageAnswer>;
  end(request: PageRequest): Promise<PageAnswer>;
}

export interface SignInPageDependencies {
  links: SignInLinks;
  browser: BrowserSignIn;
  check: CheckUserToken;
  /** `https://host/auth/end`, as it is registered: never taken from a request. */
  redirectUri: string;
  /** Does what the person decided, as the person. */
  carryOut: (pending: PendingSignIn, azure: ApproverAzure) => Promise<Decided>;
  /** A sign-in that was not the approver's, for the history of the request. */
  onRefused: (pending: PendingSignIn, fault: TokenFault) => Promise<void>;
  onFault: (what: string, error: unknown) => void;
}

/** The page that a person is led to where Azure wants more than the sign-in in Teams. */
export function createSignInPage({
  links,
  browser,
  check,
  redirectUri,
  carryOut,
  onRefused,
  onFault,
}: SignInPageDependencies): SignInPage {
  return {
    async start({ query }) {
      const handle = query.get('handle') ?? '';
      const pending = await links.look(handle);
      if (pending === undefined) return tooOld;
      const proof = newBrowserProof(handle);
      const { state, nonce, codeChallenge } = proof;
      const address = browser.address({
        tenantId: pending.click.tenantId,
        redirectUri,
        state,
        nonce,
        codeChallenge,
        ...(pending.claims !== undefined && { claims: pending.claims }),
        chooseAccount: query.get('account') === 'other',
      });
      return redirect(address, { 'set-cookie': setCookie(proof) });
    },

    async end({ query, cookie }) {
      const proof = readBrowserProof(cookie);
      if (proof === undefined || !isState(proof, query.get('state') ?? '')) return notBegunHere;
      const pending = await links.look(proof.handle);
      if (pending === undefined) return tooOld;
      const code = query.get('code');
      if (code === null) return broken(proof, query.get('error_description') ?? query.get('error') ?? '');
      try {
        return await signedIn(proof, pending, code);
      } catch (error) {
        if (!(error instanceof TenantError)) throw error;
        onFault('sign-in page', error);
        return broken(proof, error.message);
      }
    },
  };

  async function signedIn(proof: BrowserProof, pending: PendingSignIn, code: string): Promise<PageAnswer> {
    const { tenantId, by } = pending.click;
    const redeemed = await browser.redeem({ tenantId, redirectUri, code, codeVerifier: proof.codeVerifier });
    if ('needs' in redeemed) return notEnough(redeemed);
    const use = { kind: 'id', nonce: proof.nonce } as const;
    const fault = await check(redeemed.idToken, { tenantId, objectId: by.objectId, use });
    if (fault !== undefined) {
      await onRefused(pending, fault);
      return fault === 'other-person' ? otherPerson(proof, by.displayName) : broken(proof, 'it could not be verified.');
    }
    // Taken only now: whoever else opens the link does not use it up, and the approver uses it once.
    const taken = await links.take(proof.handle);
    if (taken === undefined) return tooOld;
    return told(taken, await carryOut(taken, redeemed.approver));
  }
}

const done = { 'set-cookie': clearCookie };

const tooOld = page({
  status: 410,
  title: 'This link has been used or is too old',
  text: 'Nothing was changed. Go back to Teams and press the button on the card again.',
  headers: done,
});

const notBegunHere = page({
  status: 400,
  title: 'This sign-in was not begun in this browser',
  text: 'Nothing was changed. Open the link on the card in Teams again, and finish in the same browser within ten minutes.',
  headers: done,
});

function again({ handle }: BrowserProof, account?: 'other'): string {
  return `/auth/start?handle=${encodeURIComponent(handle)}${account ? `&account=${account}` : ''}`;
}

function broken(proof: BrowserProof, why: string): PageAnswer {
  const said = why.split('\n', 1)[0]?.slice(0, 300) ?? '';
  return page({
    status: 400,
    title: 'You are not signed in',
    text: `Nothing was changed. ${said}`,
    link: { title: 'Try again', path: again(proof) },
    headers: done,
  });
}

function otherPerson(proof: BrowserProof, displayName: string): PageAnswer {
  return page({
    status: 403,
    title: `You signed in as somebody other than ${displayName}`,
    text: `This link is for ${displayName} alone. Nothing was changed.`,
    link: { title: 'Sign in with another account', path: again(proof, 'other') },
    headers: done,
  });
}

function notEnough({ needs }: NeedsSignIn): PageAnswer {
  const text =
    needs === 'consent'
      ? 'ADT Support may not act in Azure for you yet, and an administrator has to allow it.'
      : 'Your organisation asks for more than this sign-in gave, such as a managed device or another network.';
  return page({
    status: 403,
    title: 'Azure does not take this sign-in',
    text: `${text} The card in Teams has a command and a link to the Azure portal that do the same.`,
    headers: done,
  });
}

/** What came of it, in the words of the request as it stands now. */
function told({ decision }: PendingSignIn, { clicked, needs }: Decided): PageAnswer {
  if (clicked.outcome === 'gone') return tooOld;
  const { request } = clicked;
  if (clicked.outcome === 'refused') return result(409, 'Nothing was changed', clicked.message);
  if (needs !== undefined) return notEnough(needs);
  const [title, text] = decision.verb === 'approve' ? approved(request) : revoked(request);
  return result(200, title, text);
}

function approved({ status, role, instance, subject }: AccessRequest): [title: string, text: string] {
  const what = `${role.name} on ${instance.name} for ${subject.displayName}`;
  switch (status.state) {
    case 'granted':
      return [
        'Approved, and the role is assigned',
        `${what}. You can close this page; the card in Teams is up to date.`,
      ];
    case 'failed':
      return ['Approved, but the role could not be assigned', `${what}: ${status.failure.message}`];
    case 'pending':
      return ['Approved; a second approval is needed', `${what} is permanent, so somebody else has to approve too.`];
    default:
      return ['Approved', `${what}: Azure has not confirmed it yet. The card in Teams will say when it has.`];
  }
}

function revoked({ status, role, instance, subject }: AccessRequest): [title: string, text: string] {
  const what = `${role.name} on ${instance.name} of ${subject.displayName}`;
  return status.state === 'ended'
    ? ['Revoked', `${what} is taken away. You can close this page; the card in Teams is up to date.`]
    : ['Not revoked yet', `${what} still stands. Try again from the card in Teams.`];
}

function result(status: number, title: string, text: string): PageAnswer {
  return page({ status, title, text, headers: done });
}
