import assert from 'node:assert/strict';
import type { Incident } from '../../src/triage/incident.ts';
import { incidentFits } from '../../src/triage/incident-fits.ts';
import { incidentOf } from '../board/samples.ts';
import { at, megan } from './reports.ts';

describe('an incident in a list that is narrowed', () => {
  const { assignee: _, ...free } = incidentOf();
  const taken = incidentOf({ assignee: megan });
  const { cause: __, ...unexplained } = free;
  const error = { kind: 'error', key: 'error:aadsts65001', label: 'AADSTS65001' } as const;
  const ofError = incidentOf({ trait: error });
  const all: [string, Incident, Parameters<typeof incidentFits>[1], boolean][] = [
    ['is in one that is not narrowed', free, {}, true],
    ['is there for whoever has it', taken, { assignee: megan.objectId.toUpperCase() }, true],
    ['is not there for somebody else', taken, { assignee: 'somebody' }, false],
    ['is nobody’s own where nobody has it', free, { assignee: megan.objectId }, false],
    ['is there where nobody has it, if that is asked for', free, { unassigned: true }, true],
    ['is not there where somebody has it, if others are asked for', taken, { unassigned: true }, false],
    ['is found by a part of its instance’s name, whatever the case', free, { instance: ' PLANT' }, true],
    ['is not found by another instance', free, { instance: 'plant-b' }, false],
    ['is not found by an instance where it is about none', ofError, { instance: 'aadsts' }, false],
    ['is found by the cause that most of its cases share', free, { cause: 'network.public-access-disabled' }, true],
    ['is not found by another cause', free, { cause: 'rbac.denied' }, false],
    ['is not found by a cause where none was found', unexplained, { cause: 'rbac.denied' }, false],
    ['is as old as its first report', free, { before: at(1) }, true],
    ['is not older than its first report', free, { before: at(0) }, false],
    ['fits each filter or is not there', taken, { assignee: megan.objectId, instance: 'plant-b' }, false],
  ];
  for (const [what, incident, filter, fits] of all) {
    it(what, () => assert.equal(incidentFits(incident, filter), fits));
  }
});
