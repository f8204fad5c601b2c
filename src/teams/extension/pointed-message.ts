import { z } from 'zod/v4';
import type { Sender } from '../activity.ts';

/** A message somebody has pointed at. What stands in it is what a client has sent, and proves nothing. */
export interface PointedMessage {
  id: string;
  /** As written, HTML mostly, with its subject. */
  text: string;
  /** As the directory knows him. Undefined where an app wrote it, or somebody whom this directory does not know. */
  author?: Sender;
  /** The first message of its thread, where it is an answer in a channel. */
  replyToId?: string;
}

const messageId = z.string().regex(/^\d{1,20}$/);

/** Teams docs, "Define message extension action commands": `messagePayload`, which is of Microsoft Graph's shape. */
const pointedAt = z.object({
  messagePayload: z.object({
    id: z.string().max(200),
    replyToId: z.string().max(200).nullish(),
    subject: z.string().nullish(),
    body: z.object({ content: z.string().nullish() }).nullish(),
    from: z
      .object({
        user: z
          .object({
            id: z.string().nullish(),
            userIdentityType: z.string().nullish(),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

/** With the object id of its author, who is not looked up yet: a client could call him by anybody's name. */
export type UnlookedMessage = Omit<PointedMessage, 'author'> & { authorId?: string };

/** The message in the value of `composeExtension/fetchTask` or `submitAction`; undefined where there is none. Pure. */
export function pointedMessageOf(value: unknown): UnlookedMessage | undefined {
  const payload = pointedAt.safeParse(value).data?.messagePayload;
  if (payload === undefined) return undefined;
  const { id, replyToId, subject, body } = payload;
  const authorId = authorIdOf(payload.from?.user);
  const root = messageId.safeParse(replyToId).data;
  return {
    id,
    text: [subject, body?.content]
      .filter((part) => typeof part === 'string')
      .join('\n')
      // Marks of what hangs on the message, with ids that say nothing; and a NUL is no text.
      .replace(/<\/?(?:attachment|img|emoji|systemEventMessage)\b[^<>]{0,2000}>|\0/gi, ' ')
      .replace(/<\/?codeblock\b[^<>]{0,200}>/gi, '\n')
      .trim(),
    ...(authorId !== undefined && { authorId }),
    ...(root !== undefined && { replyToId: root }),
  };
}

type User = NonNullable<NonNullable<z.infer<typeof pointedAt>['messagePayload']['from']>['user']>;

/** Guests of a chat from elsewhere have ids that mean nothing in this directory. */
function authorIdOf(user: User | null | undefined): string | undefined {
  const { id, userIdentityType = 'aadUser' } = user ?? {};
  const objectId = z.guid().safeParse(id).data?.toLowerCase();
  if (objectId === undefined || (userIdentityType !== null && !/^(?:aad|onPremiseAad)User$/.test(userIdentityType))) {
    return undefined;
  }
  return objectId;
}

/** Whether this is the id of a message in a channel, of which threads are named. */
export function isMessageId(id: string): boolean {
  return messageId.safeParse(id).success;
}
