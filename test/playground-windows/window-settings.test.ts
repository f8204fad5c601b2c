import assert from 'node:assert/strict';
import { type WindowSettings, windowSettings } from '../../playground/windows/window-settings.ts';

const NAMES = ['Alex Wilber', 'Megan Bowen', 'Adele Vance', 'Isaiah Langer', 'Patti Fernandez', 'Lynne Robbins'];
const [alex, ...others] = NAMES.map((displayName, n) => ({
  objectId: `00000000-0000-4000-8000-00000000000${n}`,
  displayName,
  userPrincipalName: `${displayName.split(' ')[0]?.toLowerCase()}@contoso.com`,
}));
assert.ok(alex);

const settings: WindowSettings = {
  tenantId: '00000000-0000-4000-8000-0000000000ff',
  person: alex,
  others,
  personalChatId: 'a:alex',
  team: {
    id: '19:team@thread.tacv2',
    name: 'Contoso Twins',
    groupId: '00000000-0000-4000-8000-0000000000aa',
    channel: { id: '19:approvals@thread.tacv2', name: 'Twins approvals' },
  },
};

describe('the settings of a chat window', () => {
  it('make the window act as its person, with the Entra object id', () => {
    const { currentUser } = JSON.parse(windowSettings(settings));
    assert.deepEqual(currentUser, {
      id: '29:00000000-0000-4000-8000-000000000000',
      name: 'Alex Wilber',
      userPrincipleName: 'alex@contoso.com',
      aadObjectId: '00000000-0000-4000-8000-000000000000',
      givenName: 'Alex',
      surname: 'Wilber',
      email: 'alex@contoso.com',
    });
  });

  it('give a person the same id in the own window and in the others', () => {
    const [megan, ...rest] = others;
    assert.ok(megan);
    const hers = JSON.parse(windowSettings({ ...settings, person: megan, others: [alex, ...rest] }));
    const his = JSON.parse(windowSettings(settings));
    assert.deepEqual(his.users[0], hers.currentUser);
  });

  it('keep two windows in one tenant and team, each with a personal and a group chat of its own', () => {
    const [megan, ...rest] = others;
    assert.ok(megan);
    const his = JSON.parse(windowSettings(settings));
    const hers = JSON.parse(
      windowSettings({ ...settings, person: megan, others: [alex, ...rest], personalChatId: 'a:megan' }),
    );
    assert.deepEqual([his.tenantId, his.team, his.bot], [hers.tenantId, hers.team, hers.bot]);
    assert.notEqual(his.personalChat.id, hers.personalChat.id);
    assert.notEqual(his.groupChat.id, hers.groupChat.id);
  });

  it('survive names that would need quoting', () => {
    const odd = { ...alex, displayName: "Zoë: 'O#Hara' {x}" };
    assert.equal(JSON.parse(windowSettings({ ...settings, person: odd })).currentUser.name, odd.displayName);
  });

  it('refuse fewer or more than five others, which the window would refuse silently', () => {
    assert.throws(() => windowSettings({ ...settings, others: others.slice(1) }), /exactly 5 other people, not 4/);
    assert.throws(() => windowSettings({ ...settings, others: [...others, alex] }), RangeError);
  });

  it('refuse the same person twice', () => {
    assert.throws(() => windowSettings({ ...settings, others: [alex, ...others.slice(1)] }), /six different people/);
  });
});
