import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AnyEvent, auditHeader, auditLine } from '../../src/cli/audit-lines.ts';

type RequestEvent = Extract<AnyEvent, { kind: 'request' }>;

const event: RequestEvent = {
  kind: 'request',
  tenantId: 'contoso',
  requestId: 'r1',
  version: 2,
  at: '2026-03-02T09:05:00.000Z',
  what: 'deny',
  by: { objectId: 'megan', displayName: 'Megan Bowen' },
  from: { kind: 'channel', conversationId: '19:owners' },
  correlationId: 'click-1',
  detail: 'Not now',
};

/** The fields of one record, read as RFC 4180 says. */
function fieldsOf(record: string): string[] {
  assert.match(record, /^[^\r\n]*\r\n$/, 'is one line');
  const fields = record.slice(0, -2).match(/"(?:[^"]|"")*"|[^,"]+|(?<=,|^)(?=,|$)/g) ?? [];
  return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

describe('an event of the audit', () => {
  const columns = auditHeader('csv').trim().split(',');
  const readAny = (any: AnyEvent) => {
    const fields = fieldsOf(auditLine(any, 'csv'));
    assert.equal(fields.length, columns.length);
    return Object.fromEntries(columns.map((column, at) => [column, fields[at]]));
  };
  const read = (changed: Partial<RequestEvent>) => readAny({ ...event, ...changed });

  it('is a record with a field for each column', () => {
    const { at, event: what, by_name, from, conversation, detail, version, written_by } = read({});
    assert.deepEqual(
      [at, what, by_name, from, conversation, detail, version, written_by],
      [event.at, 'deny', 'Megan Bowen', 'channel', '19:owners', 'Not now', '2', ''],
    );
  });

  it('tells what it is about, as far as that is known', () => {
    const about = {
      requester: { objectId: 'alex', displayName: 'Alex Wilber' },
      subject: { objectId: 'app', displayName: 'Twin Sync', type: 'ServicePrincipal' as const },
      instance: { id: '/subscriptions/s/plant-a', name: 'plant-a', hostName: 'plant-a' },
      role: { id: 'owner', name: 'Azure Digital Twins Data Owner' },
      durationMinutes: null,
    };
    const { requester_name, subject_name, instance, role, minutes } = read({ about });
    assert.deepEqual(
      [requester_name, subject_name, instance, role, minutes],
      ['Alex Wilber', 'Twin Sync', '/subscriptions/s/plant-a', 'Azure Digital Twins Data Owner', 'permanent'],
    );
  });

  const { requestId: _, what: __, ...happened } = event;

  it('of a case tells which one, and who reported it', () => {
    const alex = { objectId: 'alex', displayName: 'Alex Wilber' };
    const instance = { id: '/subscriptions/s/plant-a', name: 'plant-a' };
    const about = { number: 12, reporter: alex, instance };
    const fields = readAny({ ...happened, kind: 'case', subjectId: 'c1', what: 'resolve', about });
    const {
      kind,
      event: what,
      case: one,
      case_number,
      incident,
      reporter_name,
      request,
      instance: at,
      detail,
    } = fields;
    assert.deepEqual(
      [kind, what, one, case_number, incident, reporter_name, request, at, detail],
      ['case', 'resolve', 'c1', '12', '', 'Alex Wilber', '', instance.id, 'Not now'],
    );
  });

  it('of a case tells the instance as it was reported, where none was found', () => {
    const reporter = { objectId: 'alex', displayName: 'Alex Wilber' };
    const lineFor = (instance: { hostName?: string; name?: string }) =>
      readAny({
        ...happened,
        kind: 'case',
        subjectId: 'c1',
        what: 'opened',
        about: { number: 12, reporter, instance },
      });
    const hostName = 'plant-x.api.weu.digitaltwins.azure.net';
    assert.equal(lineFor({ hostName, name: 'plant-x' }).instance, hostName);
    assert.equal(lineFor({ name: '=plant-x' }).instance, "'=plant-x");
  });

  it('of an incident tells which one', () => {
    const trait = { kind: 'instance', key: 'instance:plant-a', label: 'plant-a' } as const;
    const about = { number: 3, trait };
    const fields = readAny({ ...happened, kind: 'incident', subjectId: 'i1', what: 'claim', about });
    const { kind, incident, incident_number, case: one, by_name } = fields;
    assert.deepEqual([kind, incident, incident_number, one, by_name], ['incident', 'i1', '3', '', 'Megan Bowen']);
  });

  it('has its columns where they have always been', () => {
    const first = 'at,tenant,request,version,event,by,by_name,written_by,from,conversation,correlation,detail,';
    const last = 'requester,requester_name,subject,subject_name,instance,role,minutes,kind,';
    assert.ok(auditHeader('csv').startsWith(first + last));
  });

  it('keeps quotes and commas', () => {
    assert.equal(read({ detail: 'He said "no", twice' }).detail, 'He said "no", twice');
  });

  for (const formula of [
    '=HYPERLINK("https://evil.example","pay")',
    "+1+cmd|' /C calc'!A0",
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r\n=1+1',
    '  =1+1',
    '\u0000=1+1',
    '＝1+1',
    '|calc',
    '%0A=1',
  ]) {
    it(`cannot be run as a formula: ${JSON.stringify(formula)}`, () => {
      const { detail, by_name } = read({ detail: formula, by: { objectId: 'x', displayName: formula } });
      for (const field of [detail, by_name]) assert.match(field ?? '', /^'/);
    });
  }

  it('is one line in either format, and no text begins a formula, whatever people write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (detail) => {
        const field = read({ detail }).detail ?? '';
        assert.doesNotMatch(field, /^\s*[=+\-@]/);
        const json = auditLine({ ...event, detail }, 'json');
        assert.equal(json.indexOf('\n'), json.length - 1);
        assert.deepEqual(JSON.parse(json), { ...event, detail });
      }),
    );
  });
});
