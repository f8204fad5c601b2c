import { Application } from '@microsoft/teams-ai';
import { ActivityTypes, INVOKE_RESPONSE_KEY, TeamsInfo, type TurnContext } from 'botbuilder';
import type { ConversationStore } from '../access/delivery.ts';
import { type CardClick, clickOf, conversationOf, goneWith, isClick, messageOf } from './activity.ts';
import type { Answer, Gate, GuardedAdapter, Incoming } from './adapter.ts';
import type { Chat } from './chat.ts';
import { aboutClick, type ClickAnswer } from './clicks/answer.ts';
import { type Extension, isExtensionInvoke } from './extension/extension.ts';
import type { Messenger } from './messenger.ts';
import { type ClickSignIn, clickSignIn, type InvokeBody } from './sign-in.ts';

export interface TeamsAppDependencies {
  adapter: GuardedAdapter;
  gate: Gate;
  chat: Chat;
  handleClick: (click: CardClick) => Promise<ClickAnswer>;
  extension: Extension;
  messenger: Messenger;
  conversations: Pick<ConversationStore, 'personal'>;
  /** Where people sign in on cards: the OAuth connection of the bot. */
  connectionName?: string | undefined;
  onFault: (what: string, error: unknown) => void;
}

/** The routes: which kind of activity goes where. Takes an HTTP request's header and body, gives the HTTP answer. */
export function createTeamsApp(dependencies: TeamsAppDependencies): (incoming: Incoming) => Promise<Answer> {
  const { adapter, gate, chat, handleClick, extension, messenger, conversations, connectionName, onFault } =
    dependencies;
  const app = new Application({
    adapter,
    botAppId: adapter.appId,
    // Every message gets a card at once; a typing indicator would be one more send against Teams' limit.
    startTypingTimer: false,
  });
  // The package starts it all the same in a turn of more than a second (teams-ai 1.7.4, Application.run).
  app.startTypingTimer = () => undefined;

  app.addRoute(
    async ({ activity }) => isClick(activity),
    async (context) => {
      const signIn = signInOf(context);
      const click = clickOf(context.activity);
      const answer = await answerClick(click && { ...click, ...(signIn && { signIn }) });
      await respond(context, answer);
      answer.afterwards?.();
    },
    // Invokes have routes of their own; a click of an older client is a message.
    true,
  );
  app.addRoute(
    async ({ activity }) => isClick(activity),
    async ({ activity }) => {
      const click = clickOf(activity);
      if (click === undefined) return;
      const answer = await answerClick(click);
      await show(answer, click);
      answer.afterwards?.();
    },
  );
  app.addRoute(
    async ({ activity }) => isExtensionInvoke(activity),
    async (context) => sendInvokeResponse(context, await extension(context.activity)),
    true,
  );
  app.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.Message && !isClick(activity),
    async (context) => {
      const message = messageOf(context.activity);
      if (message === undefined) return;
      await chat.onMessage(message, () => teamOf(context, message.teamId));
    },
  );
  // Teams announces an installation in two ways; this one comes once per conversation.
  app.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.InstallationUpdate,
    async ({ activity }) => {
      const conversation = conversationOf(activity);
      await (activity.action?.startsWith('remove')
        ? chat.onRemoved(conversation, goneWith(activity))
        : chat.onAdded(conversation));
    },
  );
  app.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.ConversationUpdate,
    async ({ activity }) => {
      const gone = goneWith(activity);
      if (gone !== undefined) await chat.onGone(conversationOf(activity), gone);
    },
  );

  async function answerClick(click: CardClick | undefined): Promise<ClickAnswer> {
    if (click === undefined) return { kind: 'message', text: 'Teams did not say who you are, so nothing was changed.' };
    chat.onClick(click.conversation, click.from);
    try {
      return await handleClick(click);
    } catch (error) {
      onFault(`click ${click.verb}`, error);
      return { kind: 'message', text: 'That failed on my side and nothing was changed. Try again in a minute.' };
    }
  }

  function signInOf(context: TurnContext): ClickSignIn | undefined {
    if (connectionName === undefined) return undefined;
    return clickSignIn(context, { connectionName, client: context.turnState.get(adapter.UserTokenClientKey) });
  }

  /** An older client cannot show an answer in place, so the card is updated for everybody, or a message sent. */
  async function show(answer: ClickAnswer, { conversation, from, activityId }: CardClick): Promise<void> {
    if (answer.shownAnyway || answer.kind === 'invoke') return;
    if (answer.kind === 'card' && answer.confidential && conversation.kind !== 'personal') {
      const own = await conversations.personal(conversation.tenantId, from.objectId);
      // Never in front of everybody.
      await messenger.send(own ?? conversation, own ? answer.card : aboutClick(conversation, from, notHere));
    } else if (answer.kind === 'message')
      await messenger.send(conversation, aboutClick(conversation, from, answer.text));
    // What is for the clicker does not take the place of what everybody reads.
    else if (activityId === undefined || answer.forClicker) await messenger.send(conversation, answer.card);
    else await messenger.update(conversation, activityId, answer.card);
  }

  return (incoming) =>
    adapter.receive(incoming, gate, async (context) => {
      try {
        await app.run(context);
      } catch (error) {
        onFault(`activity ${context.activity.type}`, error);
        await apologise(context).catch((fault: unknown) => onFault('apology', fault));
      }
    });
}

const notHere =
  'Your Teams cannot show this to you alone. Add me to your own chat, or update Teams, and press the button again.';

/** The answer to Action.Execute (Teams docs, "Universal Actions for Adaptive Cards", response format). */
async function respond(context: TurnContext, answer: ClickAnswer): Promise<void> {
  await sendInvokeResponse(context, bodyOf(answer));
}

async function sendInvokeResponse(context: TurnContext, body: unknown): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
}

function bodyOf(answer: ClickAnswer): InvokeBody | { statusCode: 200; type: string; value: unknown } {
  switch (answer.kind) {
    case 'invoke':
      return answer.body;
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card };
    case 'message':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };
  }
}

async function apologise(context: TurnContext): Promise<void> {
  if (context.activity.type !== ActivityTypes.Message || context.turnState.get(INVOKE_RESPONSE_KEY)) return;
  await context.sendActivity('Something went wrong on my side. Please send that again in a minute.');
}

/** The Microsoft 365 group behind a team, where Teams tells. */
async function teamOf(context: TurnContext, teamId: string | undefined): Promise<{ groupId?: string; name?: string }> {
  const { aadGroupId: groupId, name } = await TeamsInfo.getTeamDetails(context, teamId);
  return { ...(groupId !== undefined && { groupId }), ...(name !== undefined && { name }) };
}
