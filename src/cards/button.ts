import type { Action, ActionSet, Execute, ShowCard, ToggleVisibility } from './card.ts';
import type { PhraseId } from './phrases.ts';
import { type TriageVerb, type Verb, verbs } from './verbs.ts';

/**
 * What a button refers to: an opaque id, the version that its reader saw, and of a question when it was asked. Nothing else
 * is ever put in a card.
 */
export interface Target {
  id: string;
  version?: number;
  askedAt?: string;
}

interface Options {
  style?: 'positive' | 'destructive';
  /** The button sends the inputs around it. */
  form?: boolean;
}

/** A button that sends `verb` to the bot; older clients send the same data as Action.Submit. */
export function button(title: string, verb: Verb | TriageVerb, target: Target, options: Options = {}): Execute {
  const { id, version, askedAt } = target;
  const click = {
    title,
    ...(options.style ? { style: options.style } : {}),
    associatedInputs: options.form ? 'auto' : 'none',
    data: { verb, id, ...(version === undefined ? {} : { version }), ...(askedAt === undefined ? {} : { askedAt }) },
  } as const;
  return { type: 'Action.Execute', verb, ...click, fallback: { type: 'Action.Submit', ...click } };
}

/** A button that opens and closes what stands elsewhere on the card, by its id. */
export function toggleButton(title: string, id: string): ToggleVisibility {
  return { type: 'Action.ToggleVisibility', title, targetElements: [id] };
}

/** A button that opens a form below itself, whose inputs only the form's own buttons send and validate. */
export function formButton(
  title: string,
  body: ShowCard['card']['body'],
  style?: 'positive' | 'destructive',
): ShowCard {
  return { type: 'Action.ShowCard', title, ...(style ? { style } : {}), card: { type: 'AdaptiveCard', body } };
}

/** A button that says something as if its reader had typed it. Not Teams' `imBack`, which not every client sends. */
export function sayButton(title: string, id: PhraseId): Execute {
  return button(title, verbs.say, { id });
}

/**
 * Buttons side by side. In an ActionSet, because some Teams clients only read an action's `fallback` there
 * (Adaptive Cards docs, "Universal Action Model: backward compatibility").
 */
export function buttons(all: (Action | undefined)[]): ActionSet | undefined {
  const actions = all.filter((action) => action !== undefined);
  return actions.length === 0 ? undefined : { type: 'ActionSet', spacing: 'Medium', actions };
}

/** The same in rows of two: on a phone, what does not fit beside the others is cut off. */
export function buttonRows(all: (Action | undefined)[]): ActionSet[] {
  const actions = all.filter((action) => action !== undefined);
  return actions.flatMap((_, at) => (at % 2 === 0 ? (buttons(actions.slice(at, at + 2)) ?? []) : []));
}
