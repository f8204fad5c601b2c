import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import {
  channelOf,
  clickOf,
  conversationOf,
  goneWith,
  isClick,
  messageOf,
  senderOf,
} from '../../src/teams/activity.ts';

const tenant = '35813336-8305-4794-BFFE-FF10900FD02B';

function activity(change: object = {}): Activity {
  return {
    type: 'message',
    id: 'm-1',
    channelId: 'msteams',
    serviceUrl: 'https://smba.example/',
    from: { id: '29:1', name: 'Alex Wilber', aadObjectId: 'A1E50000-0000-4000-8000-000000000001' },
    recipient: { id: '28:bot', name: 'ADT Support' },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    text: ' 403 on plant-a ',
    ...change,
  } as Activity;
}

describe('a conversation', () => {
  it('in person is known by whose it is', () => {
    const { reference, ...rest } = conversationOf(activity());
    assert.deepEqual(rest, {
      tenantId: tenant.toLowerCase(),
      id: 'a:1',
      kind: 'personal',
      userObjectId: 'a1e50000-0000-4000-8000-000000000001',
    });
    assert.ok(!('activityId' in (reference as object)), 'later messages are no replies');
  });

  const kinds: [type: string | undefined, kind: string][] = [
    ['channel', 'channel'],
    ['groupChat', 'group'],
    ['personal', 'personal'],
    [undefined, 'personal'],
  ];
  for (const [conversationType, kind] of kinds) {
    it(`of type ${conversationType} is ${kind}`, () => {
      const found = conversationOf(activity({ conversation: { id: 'x', conversationType, tenantId: tenant } }));
      assert.equal(found.kind, kind);
      assert.equal(found.userObjectId !== undefined, kind === 'personal');
    });
  }

  it('of several people keeps none of them, nor a name that is made of theirs', () => {
    for (const conversationType of ['channel', 'groupChat']) {
      const several = {
        id: '19:x',
        conversationType,
        isGroup: true,
        tenantId: tenant,
        name: 'Alex Wilber, Megan Bowen',
      };
      const { reference } = conversationOf(activity({ conversation: several }));
      assert.doesNotMatch(JSON.stringify(reference), /Alex Wilber|29:1|a1e50000/i);
      const { name: _, ...kept } = several;
      assert.deepEqual((reference as { conversation: object }).conversation, kept);
    }
  });

  const told: [what: string, change: object, timeZone: string | undefined][] = [
    ['where the activity tells it', { localTimezone: 'Asia/Kolkata' }, 'Asia/Kolkata'],
    ['where the client tells it', { entities: [{ type: 'clientInfo', timezone: 'Europe/Berlin' }] }, 'Europe/Berlin'],
    [
      'from the client where the activity tells none that there is',
      { localTimezone: 'Middle-earth/Shire', entities: [{ type: 'clientInfo', timezone: 'Europe/Berlin' }] },
      'Europe/Berlin',
    ],
    ['not from what is no time zone', { localTimezone: "Etc/'; drop table conversation; --" }, undefined],
    ['not from what is no text', { localTimezone: { toString: 'UTC' }, entities: [{ type: 'clientInfo' }] }, undefined],
    ['not from a name without an end', { localTimezone: `Europe/${'Berlin'.repeat(100_000)}` }, undefined],
    [
      'not from a channel, which is of many people',
      {
        localTimezone: 'Asia/Kolkata',
        conversation: { id: '19:x', conversationType: 'channel', tenantId: tenant },
      },
      undefined,
    ],
  ];
  for (const [what, change, timeZone] of told) {
    it(`knows the person’s time zone ${what}`, () => assert.equal(conversationOf(activity(change)).timeZone, timeZone));
  }

  const times: [what: string, timestamp: unknown, seenAt: string | undefined][] = [
    ['as it comes', '2026-03-02T10:00:00.5+01:00', '2026-03-02T09:00:00.500Z'],
    ['as the adapter reads it', new Date('2026-03-02T09:00:00.500Z'), '2026-03-02T09:00:00.500Z'],
    ['and no time that is none', 'yesterday', undefined],
    ['and nothing where Teams does not say', undefined, undefined],
  ];
  for (const [what, timestamp, seenAt] of times) {
    it(`knows when Teams sent what came from it, ${what}`, () => {
      const { seenAt: known } = conversationOf(activity({ timestamp, localTimestamp: '2020-01-01T00:00:00Z' }));
      assert.equal(known, seenAt);
    });
  }

  it('takes its tenant from the channel data where it names none itself', () => {
    assert.equal(conversationOf(activity({ conversation: { id: 'a:1' } })).tenantId, tenant.toLowerCase());
  });

  it('in a thread leads to the channel around it', () => {
    const id = '19:abc@thread.tacv2;messageid=170';
    const thread = conversationOf(activity({ conversation: { id, conversationType: 'channel', tenantId: tenant } }));
    const channel = channelOf(thread);
    assert.equal(channel.id, '19:abc@thread.tacv2');
    const { conversation } = channel.reference as { conversation: { id: string; conversationType: string } };
    assert.deepEqual([conversation.id, conversation.conversationType], ['19:abc@thread.tacv2', 'channel']);
  });
});

describe('a message', () => {
  it('is its text without space around it', () => {
    const message = messageOf(activity());
    assert.equal(message?.text, '403 on plant-a');
    assert.deepEqual(message?.from, { objectId: 'a1e50000-0000-4000-8000-000000000001', displayName: 'Alex Wilber' });
  });

  it('of nobody is none', () => {
    assert.equal(messageOf(activity({ from: { id: '29:1', name: 'Webhook' } })), undefined);
  });

  it('without a text is empty, and without a name is somebody’s', () => {
    assert.equal(messageOf(activity({ text: undefined }))?.text, '');
    assert.equal(senderOf(activity({ from: { id: '29:1', aadObjectId: 'X' } }))?.displayName, 'Somebody');
  });

  it('in a channel names its team', () => {
    assert.equal(messageOf(activity({ channelData: { team: { id: '19:team' } } }))?.teamId, '19:team');
  });
});

describe('whom a message is for', () => {
  const inChannel = { conversation: { id: '19:x;messageid=1', conversationType: 'channel', tenantId: tenant } };
  const mention = (id: string) => [{ type: 'mention', text: '<at>x</at>', mentioned: { id, name: 'x' } }];

  it('is the bot in its own chat, and where it is mentioned', () => {
    assert.equal(messageOf(activity())?.addressed, true);
    assert.equal(messageOf(activity({ ...inChannel, entities: mention('28:bot') }))?.addressed, true);
  });

  it('are others where nobody or somebody else is mentioned', () => {
    assert.equal(messageOf(activity(inChannel))?.addressed, false);
    assert.equal(messageOf(activity({ ...inChannel, entities: mention('29:megan') }))?.addressed, false);
    assert.equal(messageOf(activity({ ...inChannel, text: '<at>ADT Support</at> hi' }))?.addressed, false);
  });
});

describe('what is attached to a message', () => {
  const info = 'application/vnd.microsoft.teams.file.download.info';
  const url = 'https://contoso.sharepoint.com/x';

  it('is a file where Teams says where to fetch it', () => {
    const attachments = [
      { contentType: info, name: 'error.log', content: { downloadUrl: url, fileType: 'log' } },
      { contentType: info, name: 'error', content: { downloadUrl: url, fileType: 'txt' } },
      { contentType: info, content: { downloadUrl: url } },
    ];
    assert.deepEqual(messageOf(activity({ attachments }))?.files, [
      { name: 'error.log', url },
      { name: 'error.txt', url },
      { name: 'file', url },
    ]);
  });

  it('is no file where it is the message itself, a card or a picture, or has no address', () => {
    const attachments = [
      { contentType: 'text/html', content: '<p>403</p>' },
      { contentType: 'application/vnd.microsoft.card.adaptive', content: { downloadUrl: url } },
      { contentType: 'image/png', contentUrl: url },
      { contentType: info, content: { downloadUrl: 7 } },
      { contentType: info },
    ];
    const message = messageOf(activity({ attachments }));
    assert.deepEqual([message?.files, message?.picture], [[], true]);
  });
});

describe('a click', () => {
  const data = { verb: 'access.approve', id: 'r-1', version: 2 };

  it('of a client that knows Action.Execute is an invoke', () => {
    const value = { action: { type: 'Action.Execute', verb: 'access.approve', data } };
    const invoke = activity({ type: 'invoke', name: 'adaptiveCard/action', replyToId: 'm-7', value });
    assert.ok(isClick(invoke));
    const click = clickOf(invoke);
    assert.deepEqual([click?.verb, click?.data, click?.activityId], ['access.approve', data, 'm-7']);
  });

  it('of an older client is a message with a value', () => {
    const message = activity({ text: undefined, value: data });
    assert.ok(isClick(message));
    assert.deepEqual([clickOf(message)?.verb, clickOf(message)?.data], ['access.approve', data]);
  });

  const others: Record<string, object> = {
    'a plain message': {},
    'another invoke': { type: 'invoke', name: 'task/fetch', value: { action: { verb: 'x' } } },
    'a value without a verb': { value: { id: 1 } },
    'a value that is no object': { value: 'access.approve' },
  };
  for (const [what, change] of Object.entries(others)) {
    it(`is not ${what}`, () => assert.equal(isClick(activity(change)), false));
  }

  const unreadable: Record<string, unknown> = { nothing: undefined, 'no action': {}, 'no verb': { action: { data } } };
  for (const [what, value] of Object.entries(unreadable)) {
    it(`with ${what} in it is a click all the same, and is read as none`, () => {
      const invoke = activity({ type: 'invoke', name: 'adaptiveCard/action', value });
      assert.ok(isClick(invoke));
      assert.equal(clickOf(invoke), undefined);
    });
  }

  it('says nothing of the clicker but what Teams vouches for', () => {
    const value = { action: { verb: 'access.approve', data: { ...data, from: 'megan', aadObjectId: 'megan' } } };
    const click = clickOf(activity({ type: 'invoke', name: 'adaptiveCard/action', value }));
    assert.equal(click?.from.objectId, 'a1e50000-0000-4000-8000-000000000001');
  });
});

describe('what the bot hears nothing of any more', () => {
  const team = { team: { id: '19:team' }, channel: { id: '19:general' }, tenant: { id: tenant } };
  const inChannel = { id: '19:general', conversationType: 'channel', tenantId: tenant };
  const cases: [what: string, change: object, gone: object | undefined][] = [
    ['the team it is taken out of', { type: 'installationUpdate', action: 'remove' }, { teamId: '19:team' }],
    [
      'the team it is taken out of by an upgrade that fails',
      { type: 'installationUpdate', action: 'remove-upgrade' },
      { teamId: '19:team' },
    ],
    ['none, where it is added', { type: 'installationUpdate', action: 'add' }, undefined],
    [
      'the team it is no member of',
      { type: 'conversationUpdate', membersRemoved: [{ id: '29:1' }, { id: '28:bot' }] },
      { teamId: '19:team' },
    ],
    ['none, where somebody else leaves', { type: 'conversationUpdate', membersRemoved: [{ id: '29:1' }] }, undefined],
    ...(['teamDeleted', 'teamHardDeleted', 'teamArchived'] as const).map((eventType): [string, object, object] => [
      `the team of “${eventType}”`,
      { type: 'conversationUpdate', channelData: { ...team, eventType } },
      { teamId: '19:team' },
    ]),
    [
      'the channel that is deleted, whichever the team’s event is in',
      {
        type: 'conversationUpdate',
        channelData: { ...team, channel: { id: '19:triage' }, eventType: 'channelDeleted' },
      },
      { channelId: '19:triage' },
    ],
    ['none, where a team is in use again', { channelData: { ...team, eventType: 'teamUnarchived' } }, undefined],
    ['none, where a channel gets another name', { channelData: { ...team, eventType: 'channelRenamed' } }, undefined],
    [
      'none of a chat',
      { type: 'installationUpdate', action: 'remove', channelData: { tenant: { id: tenant } } },
      undefined,
    ],
    ['none, where Teams sends nonsense', { channelData: { eventType: 'channelDeleted', channel: 'x' } }, undefined],
  ];
  for (const [what, change, gone] of cases) {
    it(`is ${what}`, () => {
      const type = { type: 'conversationUpdate', conversation: inChannel, channelData: team };
      assert.deepEqual(goneWith(activity({ ...type, ...change })), gone);
    });
  }
});

describe('a channel', () => {
  it('is of a team, and a chat of none', () => {
    const channelData = { tenant: { id: tenant }, team: { id: '19:team' } };
    const inChannel = { id: '19:x;messageid=1', conversationType: 'channel', tenantId: tenant };
    assert.equal(conversationOf(activity({ channelData, conversation: inChannel })).teamId, '19:team');
    assert.equal(conversationOf(activity({ channelData })).teamId, undefined);
  });
});
