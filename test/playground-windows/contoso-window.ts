import type { WindowPerson, WindowSettings } from '../../playground/windows/window-settings.ts';

const person = (n: number, displayName: string): WindowPerson => ({
  objectId: `00000000-0000-4000-8000-00000000000${n}`,
  displayName,
  userPrincipalName: `${displayName.split(' ')[0]?.toLowerCase()}@contoso.com`,
});

export const alex = person(0, 'Alex Wilber');
const megan = person(1, 'Megan Bowen');
const rest = [
  person(2, 'Adele Vance'),
  person(3, 'Isaiah Langer'),
  person(4, 'Patti Fernandez'),
  person(5, 'Lynne Robbins'),
];

/** Alex's window. */
export const settings: WindowSettings = {
  tenantId: '00000000-0000-4000-8000-0000000000ff',
  person: alex,
  others: [megan, ...rest],
  personalChatId: 'a:alex',
  team: {
    id: '19:team@thread.tacv2',
    name: 'Contoso Twins',
    groupId: '00000000-0000-4000-8000-0000000000aa',
    channel: { id: '19:approvals@thread.tacv2', name: 'Twins approvals' },
  },
};

/** Megan's window of the same team. */
export const megansSettings: WindowSettings = {
  ...settings,
  person: megan,
  others: [alex, ...rest],
  personalChatId: 'a:megan',
};
