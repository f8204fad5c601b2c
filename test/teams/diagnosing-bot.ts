import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DiagnosisStore } from '../../src/diagnosis/record.ts';
import { createBackground } from '../../src/teams/background.ts';
import { createDiagnoses } from '../../src/teams/diagnoses.ts';
import type { Tenant } from '../../src/tenant.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import type { TestStore } from '../support/store.ts';
import { at } from '../triage/reports.ts';
import { recordedMessenger } from './messages-of.ts';

export interface HowItGoes {
  /** Where there are several: the ids of its messages begin with it. */
  name?: string;
  /** The open incident that it finds behind a report. */
  behind?: Incident;
  /** How that is when it is looked at again. */
  latest?: Incident | undefined;
  /** The case of what it diagnoses. */
  one?: Case;
  /** What its store does otherwise. */
  records?: Partial<DiagnosisStore>;
}

/** One replica's diagnoses, on a store that it may share with others. It is ten o'clock; Azure is not there. */
export function diagnosingBot(store: TestStore, { name, behind, latest = behind, one, records }: HowItGoes = {}) {
  const messenger = recordedMessenger(name);
  const faults: unknown[] = [];
  const background = createBackground((_, error) => void faults.push(error));
  const diagnoses = createDiagnoses({
    tenant: {} as Tenant,
    botAppId: 'the-bot',
    store: { ...store.diagnoses, ...records },
    conversations: store.conversations,
    messenger,
    background,
    offer: undefined,
    knownIncident: async () => behind,
    incident: async () => latest,
    caseOf: async () => one,
    helpdesk: { isMember: async () => ({ of: 'no' }) },
    hasHelpdesk: async () => true,
    now: () => new Date(at(10)),
    newId: randomUUID,
  });
  const settled = async () => {
    await background.settle(10_000);
    assert.deepEqual(faults, []);
  };
  return { diagnoses, messenger, background, faults, settled };
}
