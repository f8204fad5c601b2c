import assert from 'node:assert/strict';
import { signsIn } from '../../src/symptoms/credentials.ts';

describe('signsIn', () => {
  const texts = {
    'azidentity.NewManagedIdentityCredential(nil)': 'managed-identity',
    'DefaultAzureCredential acquired a token from ManagedIdentityCredential': 'managed-identity',
    'DefaultAzureCredential picked EnvironmentCredential, and now it is 403': 'app',
    'new ClientSecretCredential(tenant, id, secret)': 'app',
    'az login --service-principal -u id': 'app',
    'new InteractiveBrowserCredential()': 'person',
    'credential selected: WorkloadIdentityCredential': 'app',
  };
  for (const [text, who] of Object.entries(texts)) {
    it(`reads ${who} in: ${text}`, () => {
      assert.equal(signsIn(text), who);
    });
  }

  for (const text of [
    'DefaultAzureCredential',
    'EnvironmentCredential authentication unavailable. ManagedIdentityCredential authentication unavailable.',
    'ClientSecretCredential works, ManagedIdentityCredential and AzureCliCredential were tried',
  ]) {
    it(`reads nobody in: ${text}`, () => {
      assert.equal(signsIn(text), undefined);
    });
  }
});
