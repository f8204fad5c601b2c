import assert from 'node:assert/strict';
import { ConfigError, readConfig } from '../src/config.ts';

const BOT_ID = 'd994389a-40bd-4e7c-b05d-d457fa3911f1';
const BOT_TENANT_ID = '35813336-8305-4794-bffe-ff10900fd02b';
const enough = { BOT_ID, BOT_TENANT_ID, BOT_PASSWORD: 'secret' };

function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.code, 'invalid-configuration');
    return error.message;
  }
  return assert.fail('The settings were taken.');
}

describe('the settings', () => {
  it('that are enough give safe defaults', () => {
    assert.deepEqual(readConfig(enough), {
      bot: {
        appId: BOT_ID,
        tenantId: BOT_TENANT_ID,
        secret: { kind: 'client-secret', secret: 'secret', multiTenant: false },
      },
      allowedTenants: [BOT_TENANT_ID],
      approvals: 'off',
      database: { dataDir: '.data' },
      port: 3978,
      logLevel: 'info',
      channel: { kind: 'bot-framework' },
    });
  });

  it('cannot switch authentication off', () => {
    assert.deepEqual(readConfig({ ...enough, CHANNEL: 'none', NODE_ENV: 'test' }).channel, { kind: 'bot-framework' });
  });

  it('are all asked for at once, each with where to find it', () => {
    const faults = faultsOf({ PORT: 'x' });
    assert.match(faults, /BOT_ID is missing\. .*Application \(client\) ID/);
    assert.match(faults, /BOT_TENANT_ID is missing\. .*Directory \(tenant\) ID/);
    assert.match(faults, /BOT_PASSWORD is missing\. .*Certificates & secrets/);
    assert.match(faults, /PORT must be a port number/);
  });

  it('that are empty count as absent', () => {
    assert.match(faultsOf({ ...enough, BOT_PASSWORD: ' ' }), /BOT_PASSWORD is missing/);
    assert.equal(readConfig({ ...enough, PORT: '', LOG_LEVEL: '' }).port, 3978);
  });

  it('need no password for a managed identity', () => {
    const { bot } = readConfig({ BOT_ID, BOT_TENANT_ID, BOT_TYPE: 'UserAssignedMSI' });
    assert.deepEqual(bot.secret, { kind: 'managed-identity' });
  });

  it('know a bot that is registered for several tenants', () => {
    const { bot } = readConfig({ ...enough, BOT_TYPE: 'MultiTenant' });
    assert.equal(bot.secret.kind === 'client-secret' && bot.secret.multiTenant, true);
  });

  it('name several tenants, in any case and with any space', () => {
    const other = '9F3B1C52-0E4A-4B7E-8F6D-2A1C0D9E8B77';
    const { allowedTenants } = readConfig({ ...enough, ALLOWED_TENANTS: ` ${BOT_TENANT_ID} ,${other},` });
    assert.deepEqual(allowedTenants, [BOT_TENANT_ID, other.toLowerCase()]);
  });

  it('prefer a server to a folder', () => {
    const url = 'postgres://db.example/adt';
    assert.deepEqual(readConfig({ ...enough, DATABASE_URL: url, DATA_DIR: 'x' }).database, { url });
    assert.deepEqual(readConfig({ ...enough, DATA_DIR: 'x' }).database, { dataDir: 'x' });
  });

  describe('of the sign-in of approvers', () => {
    it('let people sign in to the board wherever it has an address', () => {
      const PUBLIC_URL = 'https://bot.contoso.com/';
      const board = { appId: BOT_ID, publicUrl: 'https://bot.contoso.com' };
      assert.equal(readConfig(enough).board, undefined);
      assert.deepEqual(readConfig({ ...enough, PUBLIC_URL }).board, board);
      assert.deepEqual(readConfig({ ...enough, ...signIn }).board, board);
      const identity = { BOT_ID, BOT_TENANT_ID, BOT_TYPE: 'UserAssignedMSI', PUBLIC_URL };
      assert.equal(readConfig(identity).board, undefined, 'nobody can sign in to a managed identity');
      assert.equal(readConfig({ ...identity, SIGN_IN_APP_ID: BOT_TENANT_ID }).board?.appId, BOT_TENANT_ID);
    });

    const signIn = { OAUTH_CONNECTION_NAME: 'sign-in', PUBLIC_URL: 'https://bot.contoso.com' };
    const ssoAppId = '9F3B1C52-0E4A-4B7E-8F6D-2A1C0D9E8B77';

    it('are used once they are there: whoever sets the sign-in up wants it', () => {
      const config = readConfig({ ...enough, ...signIn });
      assert.equal(config.approvals, 'on-behalf-of');
      assert.deepEqual(config.signIn, {
        appId: BOT_ID,
        connectionName: 'sign-in',
        publicUrl: 'https://bot.contoso.com',
      });
    });

    it('do not overrule another mode', () => {
      for (const APPROVAL_MODE of ['off', 'bot-identity'] as const) {
        const config = readConfig({ ...enough, ...signIn, APPROVAL_MODE });
        assert.equal(config.approvals, APPROVAL_MODE);
        assert.equal(config.signIn, undefined);
      }
    });

    it('are all asked for, each with where to find it', () => {
      const faults = faultsOf({ ...enough, APPROVAL_MODE: 'on-behalf-of' });
      assert.match(faults, /OAUTH_CONNECTION_NAME is missing\. .*OAuth Connection Settings/);
      assert.match(faults, /PUBLIC_URL is missing\. .*https:\/\/bot\.contoso\.com/);
    });

    it('name another app where the bot is a managed identity, to which nobody can sign in', () => {
      const identity = { BOT_ID, BOT_TENANT_ID, BOT_TYPE: 'UserAssignedMSI', ...signIn };
      assert.match(faultsOf(identity), /SIGN_IN_APP_ID is missing\. .*trusts the bot’s managed identity/);
      assert.equal(readConfig({ ...identity, SIGN_IN_APP_ID: ssoAppId }).signIn?.appId, ssoAppId.toLowerCase());
    });

    it('name no other app where the bot is an app itself', () => {
      assert.match(faultsOf({ ...enough, ...signIn, SIGN_IN_APP_ID: ssoAppId }), /SIGN_IN_APP_ID is only for/);
      assert.equal(readConfig({ ...enough, ...signIn, SIGN_IN_APP_ID: BOT_ID }).signIn?.appId, BOT_ID);
    });

    for (const url of [
      'http://bot.contoso.com',
      'https://bot.contoso.com/auth',
      'bot.contoso.com',
      'https://a@b.com',
    ]) {
      it(`PUBLIC_URL=${url} is refused`, () => {
        assert.match(faultsOf({ ...enough, ...signIn, PUBLIC_URL: url }), /PUBLIC_URL must be .* without a path/);
      });
    }

    it('take an address with a slash or a port', () => {
      const at = (PUBLIC_URL: string) => readConfig({ ...enough, ...signIn, PUBLIC_URL }).signIn?.publicUrl;
      assert.equal(at('https://Bot.contoso.com/'), 'https://bot.contoso.com');
      assert.equal(at('https://bot.contoso.com:8443'), 'https://bot.contoso.com:8443');
    });
  });

  const wrong: [setting: string, value: string, says: RegExp][] = [
    ['BOT_ID', 'my-bot', /BOT_ID is not a GUID\. .*Overview/],
    ['BOT_TYPE', 'Other', /BOT_TYPE must be SingleTenant, MultiTenant .* or UserAssignedMSI/],
    ['ALLOWED_TENANTS', 'contoso.com', /ALLOWED_TENANTS is not a GUID\. .*separated by commas/],
    ['ALLOWED_TENANTS', ',', /ALLOWED_TENANTS .*separated by commas/],
    ['APPROVAL_MODE', 'yes', /APPROVAL_MODE must be off .* on-behalf-of .* or bot-identity/],
    ['DATABASE_URL', 'mysql://db', /DATABASE_URL must begin with postgres/],
    ['REPLICAS', '0', /REPLICAS must be 1 or more/],
    ['REPLICAS', 'two', /REPLICAS must be the number of bots/],
    ['PORT', '70000', /PORT must be 1 to 65535/],
    ['PORT', '80.5', /PORT must be a whole number/],
    ['METRICS_TOKEN', 'short', /METRICS_TOKEN must be at least 16 .*openssl rand/],
    ['METRICS_TOKEN', '0123456789 abcdef', /METRICS_TOKEN must be at least 16/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL must be one of/],
  ];
  for (const [setting, value, says] of wrong) {
    it(`${setting}=${value} are refused with what it has to be`, () => {
      assert.match(faultsOf({ ...enough, [setting]: value }), says);
    });
  }

  it('have no metrics unless there is a token for them', () => {
    assert.equal('metricsToken' in readConfig(enough), false);
    assert.equal(readConfig({ ...enough, METRICS_TOKEN: '0123456789abcdef' }).metricsToken, '0123456789abcdef');
  });

  it('never repeat a secret in a fault', () => {
    assert.doesNotMatch(faultsOf({ ...enough, BOT_PASSWORD: 'hunter2', PORT: 'x' }), /hunter2/);
  });

  describe('of the ticket system', () => {
    const TICKET_WEBHOOK_URL = 'https://bot:p%40ss@tickets.contoso.com/hook?token=1';
    const TICKET_WEBHOOK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

    it('are its address and the secret that it knows the bot by', () => {
      const { ticketWebhook } = readConfig({ ...enough, TICKET_WEBHOOK_URL, TICKET_WEBHOOK_SECRET });
      assert.deepEqual(ticketWebhook, { url: TICKET_WEBHOOK_URL, secret: TICKET_WEBHOOK_SECRET });
    });

    it('are refused where what is sent could be read or forged on the way', () => {
      for (const url of ['http://tickets.contoso.com/hook', 'tickets.contoso.com']) {
        assert.match(faultsOf({ ...enough, TICKET_WEBHOOK_URL: url, TICKET_WEBHOOK_SECRET }), /must be .* https:/);
      }
      assert.match(faultsOf({ ...enough, TICKET_WEBHOOK_URL }), /TICKET_WEBHOOK_SECRET is missing\. Make one with/);
      for (const secret of ['hunter2', 'whsec_c2hvcnQ=', 'whsec_ü']) {
        const faults = faultsOf({ ...enough, TICKET_WEBHOOK_URL, TICKET_WEBHOOK_SECRET: secret });
        assert.match(faults, /must be whsec_ and 24 to 64 bytes/);
        assert.ok(!faults.includes(secret));
      }
    });
  });

  it('know the clock of the daily digest', () => {
    assert.equal(readConfig({ ...enough, DIGEST_TIME_ZONE: 'Europe/Berlin' }).digestTimeZone, 'Europe/Berlin');
    assert.match(faultsOf({ ...enough, DIGEST_TIME_ZONE: 'Bavaria' }), /DIGEST_TIME_ZONE must be the IANA name/);
  });

  it('say how long things are kept, the audit never shorter than the rest', () => {
    assert.deepEqual(readConfig({ ...enough, RETENTION_DAYS: '30' }).retention, { days: 30 });
    assert.match(faultsOf({ ...enough, RETENTION_DAYS: '1' }), /RETENTION_DAYS must be 14 or more/);
    assert.match(faultsOf({ ...enough, RETENTION_DAYS: 'ever' }), /RETENTION_DAYS must be a number of days/);
    assert.match(faultsOf({ ...enough, AUDIT_RETENTION_DAYS: '60' }), /AUDIT_RETENTION_DAYS must be 90 or more/);
  });
});
