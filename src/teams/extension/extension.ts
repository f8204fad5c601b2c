/** The message extension: “Diagnose this” on a message, and finding what can be shared. */
import { type Activity, ActivityTypes } from 'botbuilder';
import { z } from 'zod/v4';
import type { Instance, Tenant } from '../../tenant.ts';
import { conversationOf, senderOf } from '../activity.ts';
import { createOnce } from '../once.ts';
import { within } from '../within.ts';
import { type ExtensionAnswer, noResults, say } from './answer.ts';
import { createDiagnoseMessage, type DiagnoseMessageDependencies } from './diagnose-message.ts';
import { createFind, type FindDependencies } from './find.ts';
import { lookUpAuthor } from './look-up-author.ts';
import { pointedMessageOf } from './pointed-message.ts';

export interface ExtensionDependencies
  extends Omit<DiagnoseMessageDependencies, 'instances'>,
    Omit<FindDependencies, 'instances'> {
  tenant: Pick<Tenant, 'findInstances' | 'user'>;
  onFault: (what: string, error: unknown) => void;
}

/** Answers an invoke of the extension, in less than the five seconds that Teams waits. Never throws. */
export type Extension = (activity: Activity) => Promise<ExtensionAnswer>;

/** Ids of the commands in the manifest. */
export const commandIds = { diagnose: 'diagnoseThis', find: 'find' } as const;

const OPEN = 'composeExtension/fetchTask';
const SUBMIT = 'composeExtension/submitAction';
const QUERY = 'composeExtension/query';
const ANSWER_WITHIN_MS = 4_500;
const INSTANCES_WITHIN_MS = 2_500;
/** Who types asks with every letter; instances come and go by the day. */
const INSTANCES_KNOWN_MS = 60_000;

export function isExtensionInvoke({ type, name }: Activity): boolean {
  return type === ActivityTypes.Invoke && (name === OPEN || name === SUBMIT || name === QUERY);
}

export function createExtension(dependencies: ExtensionDependencies): Extension {
  const { tenant, onFault, now } = dependencies;
  const once = createOnce<Instance[]>(INSTANCES_KNOWN_MS, now);
  const instances = () =>
    once('instances', () => tenant.findInstances({}, { signal: AbortSignal.timeout(INSTANCES_WITHIN_MS) }));
  const diagnoseMessage = createDiagnoseMessage({ ...dependencies, instances });
  const find = createFind({ ...dependencies, instances });

  async function answer(activity: Activity): Promise<ExtensionAnswer> {
    const from = senderOf(activity);
    const command = invoked.safeParse(activity.value).data;
    if (activity.name === QUERY) {
      if (from === undefined || command?.commandId !== commandIds.find) return noResults(UNREADABLE);
      return find(conversationOf(activity).tenantId, from, textOf(command.parameters));
    }
    const pointedAt = pointedMessageOf(activity.value);
    if (from === undefined || pointedAt === undefined || command?.commandId !== commandIds.diagnose) {
      return say(UNREADABLE);
    }
    const message = await lookUpAuthor(pointedAt, from, tenant);
    const pointing = { conversation: conversationOf(activity), from, message };
    return activity.name === SUBMIT ? diagnoseMessage.submit(pointing, command.data) : diagnoseMessage.open(pointing);
  }

  return async function extension(activity) {
    const problem = activity.name === QUERY ? noResults : say;
    try {
      const answered = await within(ANSWER_WITHIN_MS, answer(activity));
      return answered === 'late' ? problem('That takes too long just now. Try again in a minute.') : answered;
    } catch (error) {
      onFault(`message extension ${activity.name}`, error);
      return problem('That failed on my side and nothing was changed. Try again in a minute.');
    }
  };
}

const UNREADABLE = 'I could not read that. Update Teams, or send me the message in our own chat.';

const invoked = z.object({
  commandId: z.string(),
  data: z.unknown().optional(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).nullish(),
});

/** What was typed. Before anything is, Teams asks with a parameter of its own, `initialRun`. */
function textOf(parameters: z.infer<typeof invoked>['parameters']): string {
  const value = parameters?.find(({ name }) => name === 'text')?.value;
  return typeof value === 'string' ? value : '';
}
