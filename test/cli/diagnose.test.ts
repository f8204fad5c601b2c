import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { publicCloud } from '../../src/azure/clouds.ts';
import { connectAsApp, connectAsMyself } from '../../src/cli/connect.ts';
import {
  diagnoseFromTerminal,
  findAsker,
  isForPeople,
  readDiagnoseArguments,
  UsageError,
  usage,
} from '../../src/cli/diagnose.ts';
import { printDiagnosis } from '../../src/cli/print-diagnosis.ts';
import { conclude } from '../../src/diagnosis/conclude.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { TenantError } from '../../src/tenant.ts';
import { facts, holds, known, report, unknown } from '../support/situation.ts';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the arguments of npm run diagnose', () => {
  it('are the text, and options before, behind or amid it', () => {
    assert.deepEqual(readDiagnoseArguments(['403', 'on', 'plant-a']), { text: '403 on plant-a', json: false });
    assert.deepEqual(
      readDiagnoseArguments(['403 on', '--json', 'plant-a', '--as=lee@contoso.com', '--tenant', 'x.json']),
      {
        text: '403 on plant-a',
        json: true,
        as: 'lee@contoso.com',
        tenantFile: 'x.json',
      },
    );
  });

  for (const args of [[], ['--json'], ['  '], ['403', '--azz'], ['403', '--as'], ['403', '--json=yes']]) {
    it(`are refused with what to type instead: ${JSON.stringify(args)}`, () => {
      assert.throws(
        () => readDiagnoseArguments(args),
        (error) => error instanceof UsageError && isForPeople(error) && error.message.endsWith(usage),
      );
    });
  }
});

describe('a diagnosis in the terminal', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      instances: [instance('plant-a'), instance('plant-b')],
      roleAssignments: [{ principal: 'megan@contoso.com', role: 'Owner', scope: 'contoso-dev' }],
    });
  });
  after(() => contoso.close());

  const answer = async (text: string, json = false, by = 'alex') => {
    const asker = await findAsker(contoso.tenant, `${by}@contoso.com`);
    const { appId } = contoso.simulated.bot;
    return diagnoseFromTerminal({ text, json }, asker, contoso.tenant, { botAppId: appId, now: () => new Date() });
  };

  it('is the answer in words, with who can approve', async () => {
    const { output, exitCode } = await answer('403 on plant-a when I upload models');
    assert.equal(exitCode, 0);
    const lines = output.split('\n');
    assert.deepEqual(lines.slice(0, 4), [
      'You have no data role on plant-a. Azure Digital Twins Data Owner would solve it.',
      'Alex Wilber · plant-a (plant-a.api.weu.digitaltwins.azure.net) · uploading models',
      '',
      'CONFIRMED',
    ]);
    assert.ok(lines.includes('    → Megan Bowen'));
    assert.ok(
      lines.includes(
        '      az dt role-assignment create --dt-name plant-a --assignee "alex@contoso.com" --role "Azure Digital Twins Data Owner"',
      ),
    );
    assert.match(lines.at(-1) ?? '', /^Took \d+ ms and \d calls to Azure\.$/);
    assert.deepEqual(
      lines.filter((line) => /^[A-Z ]+$/.test(line)),
      ['CONFIRMED', 'COULD NOT CHECK', 'RULED OUT'],
    );
  });

  it('is the Diagnosis itself as JSON', async () => {
    const { output, exitCode } = await answer('403 on plant-a when I query', true);
    const diagnosis: Diagnosis = JSON.parse(output);
    assert.equal(exitCode, 0);
    assert.equal(diagnosis.findings[0]?.id, 'rbac.missing-data-role');
    assert.equal(diagnosis.proposal?.roleName, 'Azure Digital Twins Data Reader');
    assert.ok(diagnosis.approvers?.known && diagnosis.approvers.value[0]?.displayName === 'Megan Bowen');
    assert.ok(diagnosis.azureCalls > 0);
  });

  const incomplete: [text: string, output: RegExp][] = [
    [
      '403 on ADT when I query',
      /^Which instance\? Name one in the text:\n {2}plant-a \(twins-prod\)\n {2}plant-b \(twins-prod\)$/,
    ],
    ['lee@contoso.com gets 403 on plant-a', /is not yours to see/],
    ['our function app gets 403 on plant-a', /^Which app\?/],
    ['hello there', /^That names no problem with Azure Digital Twins\. Try "403 on <instance> when I query"\.$/],
    ['help', /^That names no problem/],
  ];
  for (const [text, output] of incomplete) {
    it(`is put off, with what is missing, by ‘${text}’`, async () => {
      const answered = await answer(text);
      assert.match(answered.output, output);
      assert.equal(answered.exitCode, 2);
    });
  }

  it('is asked by nobody the directory does not know', async () => {
    await assert.rejects(findAsker(contoso.tenant, 'nobody@contoso.com'), {
      name: 'UsageError',
      message: 'The directory knows no user nobody@contoso.com. Check --as.',
    });
  });

  it('is asked by whoever is signed in', async () => {
    const cloud = cloudOf(contoso.simulated);
    const token = await contoso.simulated.signIn('megan@contoso.com', 'https://management.azure.com');
    const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
    const { me, tenant } = await connectAsMyself(credential, cloud);
    assert.deepEqual(me, { objectId: contoso.idOf('megan'), displayName: 'Megan Bowen' });
    assert.equal((await tenant.findInstances({})).length, 2);
  });

  it('tells who is not signed in to do that, or to name a simulated tenant', async () => {
    const nobody = {
      getToken: () => Promise.reject(Object.assign(new Error('no'), { name: 'CredentialUnavailableError' })),
    };
    await assert.rejects(connectAsMyself(nobody, publicCloud), (error) => {
      assert.ok(error instanceof UsageError);
      assert.equal(
        error.message,
        `Nobody is signed in to Azure here. Run "az login", or name a simulated tenant:\n  ${usage}`,
      );
      return true;
    });
  });

  it('tells an app’s wrong secret apart from that', async () => {
    const { tenantId, bot } = contoso.simulated;
    const tenant = connectAsApp({ tenantId, appId: bot.appId, secret: 'wrong' }, cloudOf(contoso.simulated));
    await assert.rejects(tenant.findInstances({}), (error) => error instanceof TenantError && isForPeople(error));
  });
});

describe('a printed diagnosis', () => {
  const print = (approvers: Parameters<typeof conclude>[2], azureCalls = 8) =>
    printDiagnosis(conclude(report(), facts(), approvers, { tookMs: 12, azureCalls })).split('\n');

  it('counts one call as one', () => {
    assert.equal(print(undefined, 1).at(-1), 'Took 12 ms and 1 call to Azure.');
    assert.equal(print(undefined, 0).at(-1), 'Azure was not asked.');
  });

  it('says that those who can approve could not be looked up', () => {
    const lines = print(unknown('Graph: no.', { who: 'An administrator', command: 'az rest' }));
    const at = lines.indexOf('  – People who can fix it');
    assert.equal(lines[at + 1], '    Graph: no.');
    assert.ok(lines.includes('      az rest'));
  });

  it('says what the person can and cannot do, where no operation was named', () => {
    const reading = facts({ assignments: known([holds(ADT_DATA_READER)]) });
    const lines = printDiagnosis(conclude(report(), reading, undefined, { tookMs: 12, azureCalls: 8 })).split('\n');
    assert.deepEqual(lines.slice(1, 5), [
      'Alex Wilber · plant-a (plant-a.api.weu.digitaltwins.azure.net)',
      'You can: read and query twins.',
      'You cannot: change or delete twins, upload models, change event routes or start import jobs.',
      '',
    ]);
  });

  it('sends nobody to fix what only takes time', () => {
    const young = holds(ADT_DATA_READER, { createdOn: '2026-01-31T08:57:00Z' });
    const lines = printDiagnosis(
      conclude(report({ operation: 'query' }), facts({ assignments: known([young]) }), undefined, {
        tookMs: 12,
        azureCalls: 8,
      }),
    ).split('\n');
    assert.ok(lines.includes('      Try again in 7 minutes.'));
    assert.deepEqual(
      lines.filter((line) => line.includes('→')),
      [],
    );
  });

  it('puts what could not be checked for one reason into one line, with what mends it', () => {
    const refused = unknown('ARM: no.', { who: 'An Owner', command: 'az role assignment create' });
    const lines = printDiagnosis(
      conclude(report(), facts({ assignments: refused }), undefined, { tookMs: 12, azureCalls: 8 }),
    ).split('\n');
    const at = lines.findIndex((line) =>
      /^ {2}– .*Data role, Reader role,.*Management role in place of a data role$/.test(line),
    );
    assert.deepEqual(lines.slice(at + 1, at + 5), [
      '    ARM: no.',
      '    · Not read: a fact. [a call, 12 ms]',
      '    → An Owner',
      '      az role assignment create',
    ]);
  });
});

describe('npm run diagnose', () => {
  interface Ended {
    code: number;
    out: string;
    err: string;
  }
  const run = (...args: string[]) =>
    new Promise<Ended>((resolve) => {
      execFile(process.execPath, ['playground/diagnose.ts', ...args], { cwd: root }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });
  const tenant = ['--tenant', 'playground/tenants/contoso.json'];

  it('ends with 0 on an answer, 2 on a question that lacks something and 1 on a mistake, which goes to stderr', async () => {
    const [answered, lacking, mistaken] = await Promise.all([
      run(...tenant, '--as', 'alex@contoso.com', '--json', '403 on plant-a when I upload models'),
      run(...tenant, '--as', 'alex@contoso.com', '403 when I upload models'),
      run(...tenant, '--as', 'nobody@contoso.com', '403 on plant-a'),
    ]);
    assert.deepEqual([answered?.code, lacking?.code, mistaken?.code], [0, 2, 1]);
    assert.equal(JSON.parse(answered.out).principal.displayName, 'Alex Wilber');
    assert.match(lacking.out, /^Which instance\?/);
    assert.deepEqual(
      [mistaken.out, mistaken.err],
      ['', 'The directory knows no user nobody@contoso.com. Check --as.\n'],
    );
  });

  it('says without a stack what to do: who asks, which file, what happened', async () => {
    const [nobody, noFile, noText] = await Promise.all([
      run(...tenant, '403 on plant-a'),
      run('--tenant', 'no-such-file.json', '--as', 'alex@contoso.com', '403 on plant-a'),
      run(),
    ]);
    assert.match(nobody.err, /^Say who asks:\n {2}--as alex@contoso\.com\n {2}--as megan@contoso\.com\n/);
    assert.match(noFile.err, /^no-such-file\.json /);
    assert.match(noFile.err, /no such file/);
    assert.match(noText.err, /^Say what happened, in quotes:\n {2}npm run diagnose/);
    for (const { code, out, err } of [nobody, noFile, noText]) {
      assert.deepEqual([code, out], [1, '']);
      assert.doesNotMatch(err, /\n\s+at /);
    }
  });
});
