import assert from 'node:assert/strict';
import { readWorksWith } from '../../src/symptoms/works-with.ts';

describe('readWorksWith', () => {
  for (const text of [
    'works with my own login, fails from the function app',
    'with my account it works, the app gets 403',
    'it works for me but not for the service principal',
    'works fine when I run it as me, but as the app 403',
    'AzureCliCredential works, ManagedIdentityCredential gets 403',
    'I can query plant-a but the web app gets 403',
  ]) {
    it(`hears that a person's own login works in: ${text}`, () => assert.equal(readWorksWith(text), 'own-login'));
  }

  for (const text of [
    'works locally, fails in Azure',
    'runs fine on my laptop, 403 in the pipeline',
    'in Visual Studio everything works, after deployment to App Service 403',
    '403 only when deployed',
    'it only fails in production',
  ]) {
    it(`hears that the own machine works in: ${text}`, () => assert.equal(readWorksWith(text), 'local-machine'));
  }

  for (const text of [
    'I get 403 with my own account',
    'it does not work locally and not in Azure',
    'it worked until yesterday with my account',
    'I can log in fine with my account but ADT says 403',
    'Authentication failed. If you are running the app locally, please make sure that you are logged in',
    'our app gets 403',
  ]) {
    it(`hears neither in: ${text}`, () => assert.equal(readWorksWith(text), undefined));
  }
});
