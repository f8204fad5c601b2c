import type { Proposal } from '../diagnosis/diagnosis.ts';
import { button, buttons } from './button.ts';
import type { Element } from './card.ts';
import { durationInput, type OfferedDuration, type OfferedRole, roleInput } from './grant-inputs.ts';
import { name, names, shortRole } from './names.ts';
import { present, words } from './text.ts';
import { REASON_MAX, verbs } from './verbs.ts';

/** What can be asked for here, and who would get the request. */
export interface RequestOptions {
  /** Roles that may be asked for. */
  roles: OfferedRole[];
  defaultRoleId?: string;
  /** Shortest first. */
  durations: OfferedDuration[];
  goesTo: GoesTo;
  /** Set where it is for somebody or something other than the reader. */
  forWhom?: ForWhom;
}

export interface GoesTo {
  /** Names of those who can approve and whom the bot can write to. */
  people: string[];
  /** The approvals channel gets it too. */
  channel: boolean;
  /** How many more can approve, whom the bot cannot write to. */
  unreachable: number;
}

export interface ForWhom {
  name: string;
  is: 'own-app' | 'app' | 'managed-identity' | 'colleague';
  /** A colleague whom the bot can write to. */
  told: boolean;
}

/** A request would never be answered: nobody can approve, or nobody of them can be written to. */
export interface NobodyToAsk {
  nobody: 'found' | 'reachable';
  /** Names of those who could approve. */
  people: string[];
}

/** Which role, how long, and why; and before it is sent, who will read it. */
export function requestForm(id: string, options: RequestOptions, proposal: Proposal): Element[] {
  const { roles, durations, forWhom, goesTo } = options;
  const [onlyRole] = roles;
  return present([
    forWhom &&
      words([{ text: 'For ', isSubtle: true }, { text: name(forWhom.name), weight: 'Bolder' }, whoThatIs(forWhom)]),
    roles.length > 1
      ? roleInput(roles, options.defaultRoleId ?? proposal.roleId)
      : words([
          { text: shortRole(onlyRole?.name ?? proposal.roleName), weight: 'Bolder' },
          ...(onlyRole ? [`: ${onlyRole.allows}`] : []),
        ]),
    durationInput(durations, durations[0]?.minutes ?? null),
    {
      type: 'Input.Text',
      id: 'reason',
      label: forWhom === undefined ? 'Why you need it' : 'Why it is needed',
      placeholder: 'One sentence for the person who decides',
      isMultiline: true,
      isRequired: true,
      errorMessage: 'Say in a few words why it is needed.',
      maxLength: REASON_MAX,
    },
    words(recipients(goesTo)),
    goesTo.unreachable > 0 &&
      goesTo.people.length > 0 &&
      words({ text: others(goesTo.unreachable), size: 'Small', isSubtle: true }, 'None'),
    buttons([button('Send request', verbs.request, { id }, { style: 'positive', form: true })]),
  ]);
}

/** In place of the form. The command and the link stand with the cause above it. */
export function nobodyToAsk({ nobody, people }: NobodyToAsk): Element {
  if (nobody === 'found') {
    return words(
      'I found nobody who can assign roles there, so I cannot pass a request on. Send the command above to whoever looks after the subscription.',
    );
  }
  return words(
    `${people.length === 1 ? 'The one person who can approve does' : 'The people who can approve do'} not have me in Teams, so I cannot pass a request on. Send the command above to ${names(people)}.`,
  );
}

function whoThatIs({ is, told, name: subject }: ForWhom): string {
  switch (is) {
    case 'own-app':
      return ', an app you own';
    case 'app':
      return ', an app you do not own; whoever decides sees that';
    case 'managed-identity':
      return ', a managed identity';
    case 'colleague':
      return told
        ? `, who is told that you ask`
        : `. I cannot write to ${name(subject)}, so please say yourself that you ask.`;
  }
}

function recipients({ people, channel }: GoesTo): string {
  const all = [...people, ...(channel ? ['the approvals channel'] : [])];
  return all.length === 0
    ? 'Who can approve could not be looked up just now; I look again once you send it.'
    : `This goes to ${namesWithOthers(all)}.`;
}

/** 'Megan Bowen and 3 others' */
function namesWithOthers(all: readonly string[]): string {
  const [first = 'nobody', ...rest] = all;
  return rest.length <= 1 ? names(all) : `${name(first)} and ${rest.length} others`;
}

function others(count: number): string {
  return `${count} more can approve, whom I cannot write to.`;
}
