import assert from 'node:assert/strict';
import { windowSettings } from '../../playground/windows/window-settings.ts';
import { alex, megansSettings, settings } from './contoso-window.ts';

const { others } = settings;

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
    const hers = JSON.parse(windowSettings(megansSettings));
    const his = JSON.parse(windowSettings(settings));
    assert.deepEqual(his.users[0], hers.currentUser);
  });

  it('keep two windows in one tenant and team, each with a personal and a group chat of its own', () => {
    const his = JSON.parse(windowSettings(settings));
    const hers = JSON.parse(windowSettings(megansSettings));
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
