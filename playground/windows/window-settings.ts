/** A person of the tenant, as a chat window needs to know them. */
export interface WindowPerson {
  /** The Entra object id; the bot receives it as `from.aadObjectId`. */
  objectId: string;
  displayName: string;
  userPrincipalName: string;
}

/** The team both windows show. `id` is also the id of its General channel, as in Teams. */
export interface WindowTeam {
  id: string;
  name: string;
  /** Object id of the Microsoft 365 group behind the team. */
  groupId: string;
  /** The one channel besides General. */
  channel: { id: string; name: string };
}

/** Everything a window shows: whose it is, who else there is, and where they talk. */
export interface WindowSettings {
  tenantId: string;
  person: WindowPerson;
  /** The other people of the team; the chat window wants exactly five. */
  others: readonly WindowPerson[];
  /** Id of the chat of `person` with the bot; each window needs its own. */
  personalChatId: string;
  team: WindowTeam;
}

/** The bot as the windows know it: the recipient of every activity, and what `@` offers first. */
const BOT = { id: '28:adt-support', name: 'ADT Support' } as const;

const OTHERS = 5;

/** The id Teams gives a person in activities (`from.id`, `members`): the same in every window. */
function teamsUserId(person: Pick<WindowPerson, 'objectId'>): string {
  return `29:${person.objectId}`;
}

/**
 * The text of a `.m365agentsplayground.yml`. It is written as JSON, which is YAML, so that no name needs quoting rules.
 *
 * @throws RangeError if there are not exactly five other people, or someone appears twice: the chat window refuses
 *   such a file without saying so on the screen.
 */
export function windowSettings(settings: WindowSettings): string {
  const { person, others, team } = settings;
  if (others.length !== OTHERS) {
    throw new RangeError(
      `A chat window shows exactly ${OTHERS} other people, not ${others.length}. Add or leave out some.`,
    );
  }
  const ids = new Set([person, ...others].map((someone) => someone.objectId));
  if (ids.size !== OTHERS + 1) {
    throw new RangeError(`${person.displayName} and the five others must be six different people (by object id).`);
  }
  const file = {
    version: '0.1.1',
    tenantId: settings.tenantId,
    bot: BOT,
    currentUser: user(person),
    users: others.map(user),
    personalChat: { id: settings.personalChatId },
    groupChat: { id: `19:${person.objectId}-group@thread.v2`, name: 'Group chat' },
    team: { id: team.id, name: team.name, aadGroupId: team.groupId, channels: [team.channel] },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function user(person: WindowPerson) {
  const [givenName = person.displayName, ...rest] = person.displayName.split(' ');
  return {
    id: teamsUserId(person),
    name: person.displayName,
    // The file's own spelling.
    userPrincipleName: person.userPrincipalName,
    aadObjectId: person.objectId,
    givenName,
    surname: rest.join(' '),
    email: person.userPrincipalName,
  };
}
