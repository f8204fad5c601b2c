import assert from 'node:assert/strict';
import { signIn } from '../../../src/doctor/checks/sign-in.ts';
import type { Service } from '../../../src/doctor/deployment.ts';
import { appId, botObjectId, deployment, foreignTenant, type Parts, refusal, tenantId } from '../deployment.ts';

const token = { objectId: botObjectId, appId, tenantId, roles: [] };
const look = (parts: Parts) => signIn.run(deployment(parts), {});

describe('the sign-in', () => {
  it('is right where all three services give a token', async () => {
    assert.deepEqual(
      (await look({})).map(({ outcome }) => outcome),
      ['ok', 'ok', 'ok'],
    );
  });

  it('that fails for one service says which, with the code of Entra and what does not work', async () => {
    const findings = await look({
      async signIn(service: Service) {
        if (service !== 'bot-framework') return token;
        throw refusal('unauthenticated', 'Entra: sign in: AADSTS700016: Not found.', 'AADSTS700016');
      },
    });
    const [, , last] = findings;
    assert.match(last?.what ?? '', /Teams \(Bot Framework\) \(AADSTS700016\)/);
    assert.match(last?.why ?? '', /cannot answer/);
    assert.match(last?.fix?.how ?? '', /BOT_TYPE/);
    assert.equal(last?.outcome, 'fault');
  });

  it('that fails everywhere for one reason is one fault', async () => {
    const findings = await look({
      signIn: () => Promise.reject(refusal('unauthenticated', 'AADSTS7000222: Expired.', 'AADSTS7000222')),
    });
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.fix?.commands?.[0] ?? '', new RegExp(`az ad app credential reset --id ${appId}`));
  });

  it('is not known while Entra does not answer', async () => {
    const [only] = await look({ signIn: () => Promise.reject(refusal('unavailable', 'No answer.')) });
    assert.equal(only?.outcome, 'unknown');
  });

  it('with an unknown code leads to its explanation', async () => {
    const [only] = await look({ signIn: () => Promise.reject(refusal('unauthenticated', 'No.', 'AADSTS53003')) });
    assert.match(only?.fix?.how ?? '', /error\?code=53003/);
  });

  it('of a managed identity needs to run where it is assigned', async () => {
    const [only] = await look({
      settings: { identity: 'managed-identity' },
      signIn: () => Promise.reject(refusal('unauthenticated', 'No managed identity endpoint found.')),
    });
    assert.match(only?.fix?.how ?? '', /user-assigned managed identity/);
  });

  it('of another tenant or as another app than the settings say is a fault, told once', async () => {
    const elsewhere = await look({ signIn: async () => ({ ...token, tenantId: foreignTenant }) });
    assert.deepEqual(
      elsewhere.filter(({ outcome }) => outcome === 'fault').map(({ fix }) => fix?.how),
      [`Set BOT_TENANT_ID=${foreignTenant}.`],
    );
    const other = await look({ signIn: async () => ({ ...token, appId: botObjectId }) });
    assert.match(other[0]?.what ?? '', /BOT_ID is/);
  });
});
