/** The message extension, as somebody in Teams uses it (Teams docs, "Define message extension action commands", "Respond to search command"). */
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { read } from '../../cards/walk.ts';
import type { Conversation } from './conversation.ts';
import type { PersonInTeams } from './person.ts';
import { fillIn } from './press.ts';

/** A message that people see, whoever wrote it. */
export interface Written {
  /** As Teams keeps it. */
  html: string;
  /** Undefined: an app. */
  by?: { objectId: string; name: string; userIdentityType?: string };
  id?: string;
  replyToId?: string;
  subject?: string;
}

/** What the dialog shows. */
export interface Dialog {
  text: string;
  card?: AdaptiveCard;
  closed: boolean;
  /** Presses its button. */
  submits(form?: Record<string, string>): Promise<Dialog>;
}

/** A chat of two people, where no bot is. */
export function chatOfTwo({ channelData }: Conversation): Conversation {
  const tenantId = (channelData.tenant as { id: string }).id;
  const id = '19:aaaa_bbbb@unq.gbl.spaces';
  return { id, account: { id, conversationType: 'personal', tenantId }, channelData, mention: false };
}

/** Chooses “Diagnose this” in the menu of a message. */
export async function diagnosesThis(person: PersonInTeams, message: Written, place: Conversation): Promise<Dialog> {
  const value = {
    commandId: 'diagnoseThis',
    commandContext: 'message',
    requestId: 'c0ffee00c0ffee00c0ffee00c0ffee00',
    context: { theme: 'default' },
    messagePayload: payloadOf(message, place),
  };
  return sent('composeExtension/fetchTask', {});

  async function sent(name: string, more: Record<string, unknown>): Promise<Dialog> {
    const { status, body } = await person.invokes(name, { ...value, ...more }, place);
    if (status !== 200) throw new Error(`The bot answered ${name} with ${status}`);
    const { task } = body as { task?: { type: string; value: string | { card: { content: AdaptiveCard } } } };
    const shown = task?.value;
    const card = typeof shown === 'object' ? shown.card.content : undefined;
    return {
      text: card === undefined ? String(shown ?? '') : read(card),
      closed: task === undefined,
      ...(card && { card }),
      async submits(form = {}) {
        if (card === undefined) throw new Error('There is no form to send.');
        return sent('composeExtension/submitAction', { data: fillIn(card, form) });
      },
    };
  }
}

function payloadOf({ html, by, id = '1611060744833', replyToId, subject }: Written, { id: place }: Conversation) {
  const user = by && {
    userIdentityType: by.userIdentityType ?? 'aadUser',
    id: by.objectId,
    displayName: by.name,
  };
  return {
    linkToMessage: `https://teams.microsoft.com/l/message/${place.split(';', 1)[0]}/${id}`,
    id,
    replyToId: replyToId ?? null,
    createdDateTime: '2026-03-02T12:52:24.833Z',
    lastModifiedDateTime: null,
    deleted: false,
    subject: subject ?? null,
    summary: null,
    importance: 'normal',
    locale: 'en-us',
    body: { contentType: 'html', content: html },
    from: {
      device: null,
      conversation: null,
      user: user ?? null,
      application:
        by === undefined ? { applicationIdentityType: 'webhook', id: 'alerts', displayName: 'Alerts' } : null,
    },
    reactions: [],
    mentions: [],
    attachments: [],
  };
}

/** What a search shows: a line for each result, and its card once it is shared. */
export interface Findings {
  titles: string[];
  cards: AdaptiveCard[];
  /** Where there are none. */
  text: string;
}

/** Types into the search; without a text, only opens it. */
export async function finds(person: PersonInTeams, text?: string): Promise<Findings> {
  const { status, body } = await person.invokes('composeExtension/query', {
    commandId: 'find',
    parameters: [text === undefined ? { name: 'initialRun', value: 'true' } : { name: 'text', value: text }],
    queryOptions: { skip: 0, count: 25 },
  });
  if (status !== 200) throw new Error(`The bot answered the search with ${status}`);
  const { composeExtension } = body as { composeExtension: { text?: string; attachments?: Attachment[] } };
  const { attachments = [] } = composeExtension;
  return {
    titles: attachments.map(({ preview }) => preview.content.title),
    cards: attachments.map(({ content }) => content),
    text: composeExtension.text ?? '',
  };
}

interface Attachment {
  content: AdaptiveCard;
  preview: { content: { title: string; text: string } };
}
