import assert from 'node:assert/strict';
import { anonymousCase } from '../../src/store/anonymous.ts';
import { announcementOf } from '../../src/tickets/announcement.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { caseOfAlex, incidentAt } from '../store/case-of-alex.ts';
import { megan } from '../store/request-of-alex.ts';

const at = new Date('2026-03-02T09:30:00.000Z');
const boardUrl = 'https://bot.contoso.com/board';

function told(changes: Partial<Case> = {}) {
  return announcementOf(
    'case.opened',
    { kind: 'case', subject: { ...caseOfAlex('t'), number: 1042, ...changes } },
    { at },
  );
}

describe('what a ticket system is told', () => {
  it('of a case is flat, and all that a ticket needs', () => {
    const origin = { how: 'channel', conversationId: '19:support@thread.tacv2;messageid=7' } as const;
    const subject = { ...caseOfAlex('t', { origin }), id: 'c1', number: 1042, assignee: megan };
    assert.deepEqual(announcementOf('case.assigned', { kind: 'case', subject }, { at, boardUrl }), {
      type: 'case.assigned',
      timestamp: '2026-03-02T09:30:00.000Z',
      external_id: 'c1',
      kind: 'case',
      number: 1042,
      version: 1,
      short_description: 'Case 1042: 403 on plant-a (Alex Wilber)',
      description: 'Alex Wilber reported 403 on plant-a in a channel.\nFound: No data role.',
      state: 'open',
      priority: 3,
      created_at: '2026-03-02T09:00:00.000Z',
      reporter: 'Alex Wilber',
      assignee: 'Megan Bowen',
      instance: 'plant-a',
      cause_ids: 'rbac.missing-data-role',
      thread_url: 'https://teams.microsoft.com/l/message/19%3Asupport%40thread.tacv2/7?parentMessageId=7',
      board_url: boardUrl,
    });
  });

  it('of a resolved case is how it ended, with the note', () => {
    const when = '2026-03-02T09:20:00.000Z';
    const { state, resolved_at, resolution } = told({
      status: { state: 'resolved', at: when, how: 'by-hand', by: megan, note: 'Gave him the role.' },
    });
    assert.deepEqual(
      [state, resolved_at, resolution],
      ['resolved', when, 'Resolved by Megan Bowen.\nGave him the role.'],
    );
  });

  it('of a case whose reporter was forgotten is why it ended, and nobody’s name', () => {
    const subject = anonymousCase({ ...caseOfAlex('t'), number: 1042, assignee: megan }, at);
    const told = announcementOf('case.closed', { kind: 'case', subject }, { at });
    assert.deepEqual(
      [told.state, told.short_description, told.reporter, told.assignee, told.resolved_at, told.resolution],
      [
        'closed',
        'Case 1042: Trouble on plant-a (Somebody)',
        'Somebody',
        undefined,
        at.toISOString(),
        'Closed because the data of whoever reported it was deleted.',
      ],
    );
    assert.doesNotMatch(JSON.stringify(told), /Alex|Megan/);
  });

  it('of an incident is whom it hits and what they share', () => {
    const subject: Incident = {
      ...incidentAt('t', { cause: 'network.public-access-disabled' }),
      number: 7,
      examined: {
        at: at.toISOString(),
        unseen: [],
        common: [
          { kind: 'network', text: 'The public network access of plant-a was closed at 10:02.' },
          { kind: 'assignment-removed', text: 'The assignment of Alex Wilber was removed at 10:02.' },
        ],
      },
    };
    const said = announcementOf('incident.opened', { kind: 'incident', subject }, { at });
    assert.equal(said.short_description, 'Incident 7: Trouble with plant-a (3 people)');
    assert.equal(said.priority, 2);
    assert.match(said.description, /3 cases since .*\nFound: Public network access is off\.\n.*closed at 10:02\.\n/);
    assert.doesNotMatch(said.description, /Alex/);
  });

  it('of an incident that ended by itself is why', () => {
    const when = '2026-03-02T09:20:00.000Z';
    const status = { state: 'resolved', at: when, withItsCases: true } as const;
    const subject = { ...incidentAt('t'), number: 7, status };
    const { state, resolved_at, resolution } = announcementOf(
      'incident.resolved',
      { kind: 'incident', subject },
      { at },
    );
    assert.deepEqual([state, resolved_at, resolution], ['resolved', when, 'Every case of it is resolved.']);
    const left = { ...subject, people: 0, cases: 0, affected: [] };
    const none = announcementOf('incident.resolved', { kind: 'incident', subject: left }, { at });
    assert.match(none.description, /^Each report of it turned out to be another trouble\.$/);
    assert.equal(none.resolution, 'Each report of it turned out to be another trouble.');
  });

  it('of a case without a diagnosis of its own is the instance all the same', () => {
    const { outcome: _, ...bare } = caseOfAlex('t', { incidentId: 'i-7', incidentInstance: 'plant-a' });
    const said = announcementOf('case.joined', { kind: 'case', subject: { ...bare, number: 8 } }, { at });
    assert.deepEqual(
      [said.instance, said.incident_external_id, said.short_description],
      ['plant-a', 'i-7', 'Case 8: 403 on plant-a (Alex Wilber)'],
    );
  });

  it('never has an object id, an address, an app id or the text of a report in it', () => {
    const hostile = `alex@contoso.com ${megan.objectId}`;
    const everything = JSON.stringify([
      told({
        reporter: { objectId: megan.objectId, displayName: hostile },
        assignee: { objectId: megan.objectId, displayName: hostile },
        report: { kind: 'adt-403', principal: { kind: 'user', id: 'lee@contoso.com' }, redacted: [] },
        status: { state: 'resolved', at: at.toISOString(), how: 'by-hand', by: megan, note: `See ${hostile}` },
      }),
      announcementOf(
        'incident.resolved',
        {
          kind: 'incident',
          subject: { ...incidentAt('t'), number: 1, trait: { kind: 'app', key: 'k', label: megan.objectId } },
        },
        { at },
      ),
    ]).replaceAll(/"(external_id)":"[^"]*"/g, '');
    assert.doesNotMatch(everything, /@|[\da-f]{8}-[\da-f]{4}-|\/subscriptions\//i);
  });

  it('leaves out what is not known', () => {
    const origin = { how: 'handed-over', conversationId: 'a:alex' } as const;
    const { outcome: _, ...bare } = caseOfAlex('t', { origin, report: { kind: 'adt-403', redacted: [] } });
    const said = announcementOf('case.opened', { kind: 'case', subject: { ...bare, number: 1 } }, { at });
    for (const key of ['instance', 'cause_ids', 'assignee', 'resolution', 'thread_url', 'board_url']) {
      assert.ok(!(key in said), key);
    }
  });
});
