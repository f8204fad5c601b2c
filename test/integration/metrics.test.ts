import assert from 'node:assert/strict';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { type Stage, setStage } from './stage.ts';
import { asked } from './steps.ts';
import { asks, tryAgain } from './wording.ts';

const metricsToken = '0123456789abcdef';

describe('the metrics of a bot that runs', () => {
  let stage: Stage;
  let alex: PersonInTeams;
  let megan: PersonInTeams;
  before(async () => {
    stage = await setStage({ config: { metricsToken } });
    [alex, megan] = [stage.person('alex'), stage.person('megan')];
    await megan.installs();
  });
  after(() => stage?.close());

  const read = (token?: string) =>
    fetch(
      new URL('/metrics', stage.endpoint),
      token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    );

  it('tell of a diagnosis, a request and its messages, and name nobody', async () => {
    await asked(alex, 'plant-a');
    const copy = await megan.sees(asks('Alex Wilber', 'plant-a'));
    await megan.clicks(copy, 'Approve');
    await alex.sees(tryAgain);
    const response = await read(metricsToken);
    assert.equal(response.status, 200);
    const text = await response.text();
    for (const line of [
      /^adt_support_diagnoses_total\{verdict="confirmed"\} 1$/m,
      /^adt_support_causes_confirmed_total\{cause="rbac\.missing-data-role"\} 1$/m,
      /^adt_support_diagnosis_azure_calls_total [1-9]\d*$/m,
      /^adt_support_request_changes_total\{what="request",state="pending"\} 1$/m,
      /^adt_support_request_changes_total\{what="assigned",state="granted"\} 1$/m,
      /^adt_support_deliveries_total\{outcome="shown"\} [1-9]\d*$/m,
      /^adt_support_jobs_total\{job="access\.deliver",outcome="done"\} [1-9]\d*$/m,
      /^adt_support_jobs_waiting\{job="access\.revoke",when="later"\} \d+$/m,
      /^adt_support_database_up 1$/m,
    ]) {
      assert.match(text, line);
    }
    assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-|alex|megan|plant|contoso/i);
  });

  it('are told to nobody without the token', async () => {
    for (const token of [undefined, '', 'wrong']) assert.equal((await read(token)).status, 401);
  });
});
