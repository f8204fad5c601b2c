import type { AccessRequest } from '../access/access-request.ts';
import { removeCommandFor } from '../access/commands.ts';
import type { AccessDependencies, Click, Clicked } from '../access/requests.ts';
import type { ActAs, NeedsSignIn } from '../auth/approver-azure.ts';
import { carryOut, decideOn, rehearse } from '../auth/decisions.ts';
import { recordRefusedSignIn } from '../auth/refused-sign-in.ts';
import type { Decision, SignInLinks } from '../auth/sign-in-links.ts';
import type { CheckUserToken, TokenFault } from '../auth/user-token.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { signInCard } from '../cards/sign-in-card.ts';
import { accessControlUrl, grantCommand } from '../diagnosis/remedies.ts';
import { type CallOptions, TenantError } from '../tenant.ts';
import type { CardClick } from './activity.ts';
import { createOnce } from './once.ts';
import { type InvokeBody, incorrectCode, preconditionFailed } from './sign-in.ts';

/** In place of a decision: what the clicker has to do first, or why the sign-in is refused. */
export interface SignInFirst {
  outcome: 'sign-in';
  answer:
    | { kind: 'invoke'; body: InvokeBody }
    /** For the clicker alone, and nowhere else to be seen: it has to reach him even if it comes late. */
    | { kind: 'card'; card: AdaptiveCard; forClicker: true }
    | { kind: 'message'; text: string };
}

/** Decides on a request; where the approver's own identity writes, only once the sign-in of the click proves who it is. */
export type DecideSignedIn = (
  click: CardClick,
  target: Click,
  decision: Decision,
  options: CallOptions,
) => Promise<Clicked | SignInFirst>;

/** Teams may send one sign-in from each of a person's clients, within minutes (Teams docs, "Enable SSO for your bot"). */
const REPEATED_WITHIN_MS = 5 * 60_000;

export function createDecideSignedIn({
  access,
  check,
  actAs,
  links,
  publicUrl,
  now,
  onFault,
}: {
  access: AccessDependencies;
  check: CheckUserToken;
  actAs: ActAs;
  links: SignInLinks;
  /** Where the bot's pages are: 'https://bot.contoso.com'. */
  publicUrl: string;
  now: () => Date;
  onFault: (what: string, error: unknown) => void;
}): DecideSignedIn {
  const once = createOnce<Clicked | SignInFirst>(REPEATED_WITHIN_MS, now);

  return async function decideSignedIn(click, target, decision, options) {
    const { exchangeId, silent = false } = click.signIn ?? {};
    const { tenantId, id, version, by } = target;
    const key = JSON.stringify([exchangeId, tenantId, id, version, by.objectId, decision]);
    return once(silent && exchangeId !== undefined ? key : undefined, () => decide(click, target, decision, options));
  };

  async function decide(...[click, target, decision, options]: Parameters<DecideSignedIn>): ReturnType<DecideSignedIn> {
    const request = await access.store.get(target.tenantId, target.id);
    if (request === undefined || !needsSignIn(request, target, decision)) {
      return decideOn(target, decision, access, options);
    }
    const { signIn } = click;
    if (signIn === undefined) return browserFirst(target, decision, { needs: 'sign-in' }, options);
    return signedIn(signIn, target, decision, options);
  }

  async function signedIn(
    signIn: NonNullable<CardClick['signIn']>,
    target: Click,
    decision: Decision,
    options: CallOptions,
  ): Promise<Clicked | SignInFirst> {
    const { tenantId, by } = target;
    const token = await signIn.token();
    if (token === undefined) return invoke(signIn.withCode ? incorrectCode : await signIn.ask());
    const fault = await check(token, { tenantId, objectId: by.objectId, use: { kind: 'access' } });
    if (fault !== undefined) {
      await recordRefusedSignIn(target, decision, fault, access);
      return say(refusalOf(fault));
    }
    try {
      const azure = await actAs({ token, tenantId }, options);
      if ('needs' in azure) {
        if (azure.needs === 'consent' && signIn.silent) return invoke(preconditionFailed(ALLOW));
        return await browserFirst(target, decision, azure, options);
      }
      const { clicked, needs } = await carryOut({ click: target, decision }, azure, access, options);
      if (needs === undefined || clicked.outcome !== 'done') return clicked;
      return await page({ ...target, version: clicked.request.version }, clicked.request, decision, needs);
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      onFault('sign-in of an approver', error);
      return say('Azure did not take your sign-in just now, so nothing was changed. Try again in a minute.');
    }
  }

  /** Only who may decide is led to the page. */
  async function browserFirst(
    target: Click,
    decision: Decision,
    needs: NeedsSignIn,
    options: CallOptions,
  ): Promise<Clicked | SignInFirst> {
    const refused = await rehearse(target, decision, access, options);
    if (refused !== undefined) return refused;
    const request = await access.store.get(target.tenantId, target.id);
    return request === undefined ? { outcome: 'gone' } : page(target, request, decision, needs);
  }

  async function page(
    click: Click,
    request: AccessRequest,
    decision: Decision,
    { needs, claims }: NeedsSignIn,
  ): Promise<SignInFirst> {
    const handle = await links.open({ click, decision, ...(claims !== undefined && { claims }) });
    const { instance, subject, role, status } = request;
    const card = signInCard(request, {
      needs,
      verb: decision.verb,
      signInUrl: `${publicUrl}/auth/start?handle=${handle}`,
      command:
        decision.verb === 'revoke' && status.state === 'granted'
          ? removeCommandFor(request)
          : grantCommand(instance, subject, role.name),
      portalUrl: accessControlUrl({ ...instance, tenantId: request.tenantId }),
    });
    return { outcome: 'sign-in', answer: { kind: 'card', card, forClicker: true } };
  }
}

/**
 * Whose identity wrote it then says who takes it away; an approval is written now. A click on what has changed is refused
 * all the same.
 */
function needsSignIn({ writer, version, status }: AccessRequest, target: Click, { verb }: Decision): boolean {
  if (verb === 'approve') return version === target.version;
  return writer === 'approver' && status.state === 'granted' && target.version <= version;
}

const ALLOW = 'ADT Support may not act in Azure for you yet. Sign in to allow it.';

function invoke(body: InvokeBody): SignInFirst {
  return { outcome: 'sign-in', answer: { kind: 'invoke', body } };
}

function say(text: string): SignInFirst {
  return { outcome: 'sign-in', answer: { kind: 'message', text } };
}

/** Polite, and no help for whoever forges: the history has the details. */
function refusalOf(fault: TokenFault): string {
  if (fault === 'no-keys')
    return 'Your sign-in could not be verified just now, so nothing was changed. Try again in a minute.';
  if (fault === 'other-person' || fault === 'other-tenant') {
    return 'The sign-in that came with your click is somebody else’s, so nothing was changed. Sign in to Teams as yourself and try again.';
  }
  return 'Your sign-in could not be verified, so nothing was changed. Press the button again.';
}
