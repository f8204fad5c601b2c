import { z } from 'zod/v4';
import { TenantError } from '../tenant.ts';
import { type Approver, createApprover } from './approver.ts';
import { type NeedsSignIn, neededByEntra, withCapability } from './claims-challenge.ts';
import type { Cloud } from './clouds.ts';
import { armUserScope, type SignInApp } from './sign-in-app.ts';

/** Sign-in in a browser (Entra docs, "OAuth 2.0 authorization code flow"), with PKCE. */
export interface BrowserSignIn {
  /** Where the browser is sent. `claims` is what ARM or Entra asked for, as JSON. */
  address(asked: {
    tenantId: string;
    redirectUri: string;
    state: string;
    nonce: string;
    codeChallenge: string;
    claims?: string;
    /** Lets the person choose another account. */
    chooseAccount?: boolean;
  }): string;
  /** The person's id token, and Azure as that person; or why that is not enough. Throws TenantError. */
  redeem(given: {
    tenantId: string;
    redirectUri: string;
    code: string;
    codeVerifier: string;
  }): Promise<{ idToken: string; approver: Approver } | NeedsSignIn>;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const CALL = 'Entra: redeem the sign-in of the approver';
const ANSWER_WITHIN_MS = 10_000;

const tokens = z.object({ access_token: z.string(), id_token: z.string(), expires_in: z.number() });
const refusal = z.object({ error: z.string(), error_description: z.string(), claims: z.string().optional() });

/**
 * The credential of the Azure library for this flow sends no code verifier and takes no assertion in place of a secret, so
 * the two requests are made here.
 */
export function createBrowserSignIn(app: SignInApp, cloud: Cloud, fetch: typeof globalThis.fetch): BrowserSignIn {
  const { clientId, proof } = app;
  const scope = `openid ${armUserScope(cloud)}`;
  const at = (tenantId: string, what: 'authorize' | 'token') =>
    `${cloud.authorityHost}/${encodeURIComponent(tenantId)}/oauth2/v2.0/${what}`;

  async function appProof(): Promise<Record<string, string>> {
    if ('clientSecret' in proof) return { client_secret: proof.clientSecret };
    return { client_assertion_type: ASSERTION_TYPE, client_assertion: await proof.getAssertion() };
  }

  return {
    address({ tenantId, redirectUri, state, nonce, codeChallenge, claims, chooseAccount }) {
      const query = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        claims: withCapability(claims),
        ...(chooseAccount && { prompt: 'select_account' }),
      });
      return `${at(tenantId, 'authorize')}?${query}`;
    },

    async redeem({ tenantId, redirectUri, code, codeVerifier }) {
      const form = new URLSearchParams({
        client_id: clientId,
        grant_type: 'authorization_code',
        scope,
        code,
        code_verifier: codeVerifier,
        redirect_uri: redirectUri,
        claims: withCapability(),
        ...(await appProof().catch((cause: unknown) => {
          throw fault('the bot’s managed identity gave no assertion', 'unauthenticated', cause);
        })),
      });
      const answer = await answerOf(fetch, at(tenantId, 'token'), form);
      const given = tokens.safeParse(answer);
      if (given.success) {
        const expiresAt = Date.now() + given.data.expires_in * 1_000;
        return {
          idToken: given.data.id_token,
          approver: createApprover(given.data.access_token, expiresAt, cloud),
        };
      }
      const refused = refusal.safeParse(answer);
      if (!refused.success) throw fault('Entra’s answer could not be read', 'bad-answer');
      const said = { message: refused.data.error_description, claims: refused.data.claims };
      const needed = neededByEntra(said);
      if (needed !== undefined) return needed;
      throw fault(said.message.split('\n', 1)[0] ?? refused.data.error, 'unauthenticated');
    },
  };
}

async function answerOf(fetch: typeof globalThis.fetch, address: string, form: URLSearchParams): Promise<unknown> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      body: form,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return await response.json();
  } catch (cause) {
    throw fault('no answer', 'unavailable', cause);
  }
}

function fault(what: string, code: 'unauthenticated' | 'bad-answer' | 'unavailable', cause?: unknown): TenantError {
  return new TenantError(`${CALL}: ${what}.`, { code, call: CALL, cause });
}
