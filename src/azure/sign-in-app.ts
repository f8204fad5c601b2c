import { ManagedIdentityCredential } from '@azure/identity';
import type { Cloud } from './clouds.ts';

/** The app registration that people sign in to: the bot's own, or one that trusts the bot's managed identity. */
export interface SignInApp {
  clientId: string;
  /** A secret, or what gives a token that it takes in place of one: see `createAssertion`. */
  proof: { clientSecret: string } | { getAssertion: () => Promise<string> };
}

const EXCHANGE_SCOPE = 'api://AzureADTokenExchange/.default';

/**
 * A token of the managed identity that the app registration takes in place of a secret (Entra docs, "Configure an
 * application to trust a managed identity"). Cached and renewed by the package.
 */
export function createAssertion(managedIdentityClientId: string): () => Promise<string> {
  const credential = new ManagedIdentityCredential({ clientId: managedIdentityClientId });
  return async () => (await credential.getToken(EXCHANGE_SCOPE)).token;
}

/** What a person lets the bot do for him in Azure: 'https://management.azure.com/user_impersonation'. */
export function armUserScope({ armScope }: Cloud): string {
  return armScope.replace(/\.default$/, 'user_impersonation');
}
