import type { Conversation, ConversationStore } from '../access/delivery.ts';
import { welcomeCard } from '../cards/welcome-card.ts';
import { readCommand } from '../symptoms/command.ts';
import { createActOnce } from './act-once.ts';
import type { Gone, IncomingMessage, Sender } from './activity.ts';
import { type AnswersDependencies, createAnswers } from './answers.ts';
import { type CommandsDependencies, createCommands } from './commands.ts';
import { asHeard, takingOf } from './taking.ts';
import type { AboutCase, Overhear } from './triage/overhear.ts';
import type { ReadTeam } from './use-channel.ts';

export type ChatDependencies = Omit<CommandsDependencies, 'conversations'> &
  AnswersDependencies & {
    conversations: ConversationStore;
    /** Hears what is written, wherever it is, for what it means to cases of its writer. */
    overhear: Overhear;
  };

export interface Chat {
  /** `team` reads the group behind the team the message is from; it is only called where a command needs it. */
  onMessage(message: IncomingMessage, team: ReadTeam): Promise<void>;
  /** The person clicked on a card: what comes next is not the rest of the last message. */
  onClick(conversation: Conversation, from: Sender): void;
  /** The bot was added to a conversation. */
  onAdded(conversation: Conversation): Promise<void>;
  /** The bot was removed from there, and with it from the whole team. */
  onRemoved(conversation: Conversation, gone: Gone | undefined): Promise<void>;
  /** Teams told it in this conversation, which may be another. */
  onGone(conversation: Conversation, gone: Gone): Promise<void>;
}

/** What people write: commands are carried out, everything else is answered as a report. */
export function createChat(dependencies: ChatDependencies): Chat {
  const { conversations, messenger, background, overhear, records, now } = dependencies;
  const obey = createCommands(dependencies);
  const answers = createAnswers(dependencies);
  const actOnce = createActOnce(dependencies);

  async function onMessage(message: IncomingMessage, team: ReadTeam): Promise<void> {
    const { conversation, from, text, files, beginsThread } = message;
    // In a thread that begins nobody has a case; he may ask the bot after one all the same.
    const aboutCase = beginsThread && !message.addressed ? undefined : heard(message);
    const command = files.length === 0 ? readCommand(text) : undefined;
    // Before anything is awaited, so that parts stay in the order of their arrival.
    if (command === undefined) await answers.take(message, aboutCase);
    else {
      answers.end(conversation, from);
      // One word of what people say to each other is no command.
      if (!message.addressed) return;
      if (await answers.isOurs(message)) await actOnce(message, () => obey(command, message, team));
    }
    if (aboutCase !== undefined) background.start('what was heard', () => hearNoMore(message, aboutCase));
  }

  /** Delivered again, what was answered before a question was asked is no answer to that. */
  async function hearNoMore({ conversation, id }: IncomingMessage, heard: Promise<unknown>): Promise<void> {
    if (id === undefined) return;
    await heard;
    const answered = takingOf(conversation, id, now());
    if (await records.isTaken(answered)) await records.take({ ...answered, messageId: asHeard(id) });
  }

  /** Also where nobody waits for it; a fault of it is no answer less. */
  function heard(message: IncomingMessage): Promise<AboutCase | undefined> {
    const hearing = overhear(message);
    background.start('what a reporter wrote', async () => void (await hearing));
    return hearing.catch(() => undefined);
  }

  async function onAdded(conversation: Conversation): Promise<void> {
    await conversations.remember(conversation);
    await messenger.send(conversation, welcomeCard());
  }

  function onGone({ tenantId, seenAt }: Conversation, gone: Gone): Promise<void> {
    return 'teamId' in gone
      ? conversations.forgetTeam(tenantId, gone.teamId, seenAt)
      : conversations.forget(tenantId, gone.channelId, seenAt);
  }

  function onClick(conversation: Conversation, from: Sender): void {
    answers.end(conversation, from);
    if (conversation.kind === 'channel') {
      const { tenantId, id } = conversation;
      background.start('what a channel has refused', () => conversations.heard(tenantId, id));
    }
    // Whoever decides may never write a word; the click tells where the person's clock is.
    if (conversation.timeZone === undefined) return;
    background.start('time zone of a person', () => conversations.remember(conversation));
  }

  return {
    onMessage,
    onClick,
    onAdded,
    onGone,
    async onRemoved(conversation, gone) {
      const { tenantId, id, seenAt } = conversation;
      await conversations.forget(tenantId, id, seenAt);
      if (gone !== undefined) await onGone(conversation, gone);
    },
  };
}
