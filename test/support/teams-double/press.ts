/** What a Teams client does when a button of a card is pressed: collects the inputs, checks them, and sends both. */
import type { Action, AdaptiveCard, ChoiceSetInput, Element, Execute, TextInput } from '../../../src/cards/card.ts';

type Input = TextInput | ChoiceSetInput;

export interface Press {
  action: Execute;
  /** The action's data with the inputs that belong to it. */
  data: Record<string, unknown>;
}

/** The button does not exist, or the client would not send the form. */
export class NotPossible extends Error {
  override readonly name = 'NotPossible';
}

/**
 * Presses the button with this title. Inputs keep the values that the card gives them unless `filled` has others. Throws
 * NotPossible as the client would refuse: a required input left empty, a choice that is not offered, a text too long.
 */
export function press(card: AdaptiveCard, title: string, filled: Readonly<Record<string, string>> = {}): Press {
  const places = buttonsIn(card.body);
  const place = places.find(({ action }) => action.title === title);
  if (place === undefined) {
    throw new NotPossible(
      `The card has no button “${title}”. It has: ${places.map((each) => each.action.title).join(', ')}`,
    );
  }
  const { action, inputs } = place;
  const taken = action.associatedInputs === 'none' ? [] : inputs;
  return { action, data: { ...action.data, ...valuesOf(taken, title, filled) } };
}

/** What the one form of a dialog sends. Throws NotPossible as `press` does. */
export function fillIn(card: AdaptiveCard, filled: Readonly<Record<string, string>> = {}): Record<string, string> {
  return valuesOf(inputsIn(card.body), card.fallbackText, filled);
}

function valuesOf(inputs: readonly Input[], title: string, filled: Readonly<Record<string, string>>) {
  const unknown = Object.keys(filled).filter((id) => !inputs.some((input) => input.id === id));
  if (unknown.length > 0) throw new NotPossible(`“${title}” sends no input ${unknown.join(', ')}.`);
  return Object.fromEntries(inputs.map((input) => [input.id, checked(input, filled[input.id])]));
}

/** Titles of every button that calls the bot, those in forms too. */
export function titlesOf(card: AdaptiveCard): string[] {
  return buttonsIn(card.body).map(({ action }) => action.title);
}

function checked(input: Input, filled: string | undefined): string {
  const value = filled ?? ('value' in input ? input.value : undefined) ?? '';
  if (input.isRequired && value === '') throw new NotPossible(input.errorMessage ?? `${input.id} is required.`);
  if (input.type === 'Input.Text' && value.length > input.maxLength) throw new NotPossible(`${input.id} is too long.`);
  // Of people Teams offers everybody in the directory.
  const offersAll = 'choices.data' in input;
  if (
    input.type === 'Input.ChoiceSet' &&
    !offersAll &&
    value !== '' &&
    !input.choices.some((choice) => choice.value === value)
  ) {
    throw new NotPossible(`${input.id} does not offer ${value}.`);
  }
  return value;
}

interface Place {
  action: Execute;
  /** Those of the card or the form that the button is in, and of the cards around it. */
  inputs: Input[];
}

function buttonsIn(body: readonly Element[], around: readonly Input[] = []): Place[] {
  const inputs = [...around, ...inputsIn(body)];
  return actionsIn(body).flatMap((action) => {
    if (action.type === 'Action.Execute') return [{ action, inputs }];
    return action.type === 'Action.ShowCard' ? buttonsIn(action.card.body, inputs) : [];
  });
}

function actionsIn(body: readonly Element[]): Action[] {
  return flat(body).flatMap((element) => {
    if (element.type === 'ActionSet') return element.actions;
    return element.type === 'Container' && element.selectAction !== undefined ? [element.selectAction] : [];
  });
}

function inputsIn(body: readonly Element[]): Input[] {
  return flat(body).filter((element) => element.type === 'Input.Text' || element.type === 'Input.ChoiceSet');
}

function flat(body: readonly Element[]): Element[] {
  return body.flatMap((element) => {
    if (element.type === 'Container') return [element, ...flat(element.items)];
    if (element.type === 'ColumnSet') return [element, ...element.columns.flatMap(({ items }) => flat(items))];
    return [element];
  });
}
