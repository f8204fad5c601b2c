/** What the bot does on a word of command. */
export type Command = {
  name: 'help' | 'diagnose' | 'requests' | 'approvals' | 'triage' | 'instances' | 'use-for-approvals';
};

const names = new Map<string, Command['name']>(
  Object.entries({
    help: ['help', 'help me', '?', 'commands', 'what can you do'],
    diagnose: ['diagnose', 'check my access', 'diagnose my access'],
    requests: ['requests', 'my requests', 'show requests', 'show my requests', 'list requests'],
    approvals: ['approvals', 'my approvals', 'pending approvals', 'show approvals', 'list approvals'],
    triage: ['triage', 'cases', 'open cases', 'show cases'],
    instances: ['instances', 'my instances', 'show instances', 'list instances'],
    'use-for-approvals': [
      'use this channel for approvals',
      'use this for approvals',
      'use for approvals',
      'use-for-approvals',
      'send approvals here',
    ],
  } satisfies Record<Command['name'], string[]>).flatMap(([name, words]) =>
    words.map((word): [string, Command['name']] => [word, name as Command['name']]),
  ),
);

/** The command that the whole text is, give or take a slash, capitals and punctuation. A longer text is none. */
export function readCommand(text: string): Command | undefined {
  if (text.length > 200) return undefined;
  const words = text
    .replace(/<at>[^<]{0,100}<\/at>/gi, ' ')
    .trim()
    .toLowerCase()
    .replace(/^\//, '')
    .replace(/(?<=\S)[.!?]{1,5}$/, '')
    .replace(/^please |,? please$/g, '')
    .replace(/\s{1,50}/g, ' ')
    .trim();
  const name = names.get(words);
  return name === undefined ? undefined : { name };
}
