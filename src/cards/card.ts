/** The part of Adaptive Cards 1.5 that our cards use, as types. Schema: https://adaptivecards.io/explorer */
import { inert } from './escape.ts';

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  /** The card in one line: what a notification shows, and a client that cannot draw the card. */
  fallbackText: string;
  msteams?: { width: 'Full' };
  body: Element[];
}

export type Spacing = 'None' | 'Small' | 'Default' | 'Medium' | 'Large';
export type Color = 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';
export type ContainerStyle = 'default' | 'emphasis' | 'accent' | 'good' | 'warning' | 'attention';

interface ElementBase {
  id?: string;
  spacing?: Spacing;
  separator?: boolean;
  isVisible?: boolean;
}

interface TextStyle {
  size?: 'Small' | 'Medium' | 'Large';
  weight?: 'Bolder';
  color?: Color;
  isSubtle?: boolean;
  fontType?: 'Monospace';
}

/** Markdown and DATE()/TIME() work here, so it holds our own words only. */
export interface TextBlock extends ElementBase, TextStyle {
  type: 'TextBlock';
  text: string;
  wrap: true;
  style?: 'heading';
}

/** No Markdown here: the place for words of people and of Azure. */
export interface RichTextBlock extends ElementBase {
  type: 'RichTextBlock';
  inlines: TextRun[];
}

export interface TextRun extends TextStyle {
  type: 'TextRun';
  text: string;
}

export interface Container extends ElementBase {
  type: 'Container';
  style?: ContainerStyle;
  items: Element[];
  selectAction?: ToggleVisibility | Execute;
}

export interface Column {
  type: 'Column';
  width: 'auto' | 'stretch' | `${number}px`;
  verticalContentAlignment?: 'Center';
  items: Element[];
}

export interface ColumnSet extends ElementBase {
  type: 'ColumnSet';
  columns: Column[];
}

export interface ActionSet extends ElementBase {
  type: 'ActionSet';
  actions: Action[];
}

export interface TextInput extends ElementBase {
  type: 'Input.Text';
  id: string;
  label: string;
  placeholder?: string;
  value?: string;
  isMultiline?: true;
  isRequired?: true;
  errorMessage?: string;
  maxLength: number;
}

export interface ChoiceSetInput extends ElementBase {
  type: 'Input.ChoiceSet';
  id: string;
  label: string;
  style: 'compact' | 'expanded' | 'filtered';
  choices: { title: string; value: string }[];
  value?: string;
  wrap?: true;
  isRequired?: true;
  errorMessage?: string;
  placeholder?: string;
}

/**
 * Teams' own element for code, which breaks no line and is copied as it is (Teams docs, "Format cards", code blocks in
 * Adaptive Cards). Phones and other clients do not know it and show the fallback.
 */
export interface CodeBlock extends ElementBase {
  type: 'CodeBlock';
  codeSnippet: string;
  language: 'Bash';
  fallback: Container;
}

/** Somebody of the organization; what comes back is an object id (Teams docs, "People Picker in Adaptive Cards"). */
export interface PeopleInput extends ChoiceSetInput {
  choices: [];
  'choices.data': { type: 'Data.Query'; dataset: 'graph.microsoft.com/users' };
  isMultiSelect: false;
}

export type Element =
  | TextBlock
  | RichTextBlock
  | Container
  | ColumnSet
  | ActionSet
  | TextInput
  | ChoiceSetInput
  | CodeBlock
  | PeopleInput;

export interface ToggleVisibility {
  type: 'Action.ToggleVisibility';
  title: string;
  targetElements: string[];
}

export interface OpenUrl {
  type: 'Action.OpenUrl';
  title: string;
  url: string;
}

interface Click {
  title: string;
  style?: 'positive' | 'destructive';
  /** 'none': the button neither sends nor validates the inputs around it. */
  associatedInputs: 'auto' | 'none';
  data: object;
}

export interface Submit extends Click {
  type: 'Action.Submit';
}

export interface Execute extends Click {
  type: 'Action.Execute';
  verb: string;
  fallback: Submit;
}

export interface ShowCard {
  type: 'Action.ShowCard';
  title: string;
  style?: 'positive' | 'destructive';
  card: { type: 'AdaptiveCard'; body: Element[] };
}

export type Action = Execute | Submit | OpenUrl | ShowCard | ToggleVisibility;

/**
 * Wraps elements as a card.
 * @param summary one line for notifications and for clients that cannot draw cards; foreign text in it is made inert here
 * @param width 'full' for cards with commands in them, which need the room
 */
export function card(summary: string, body: Element[], width: 'normal' | 'full' = 'normal'): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: inert(summary, 250) || 'Azure Digital Twins',
    ...(width === 'full' ? { msteams: { width: 'Full' } as const } : {}),
    body,
  };
}
