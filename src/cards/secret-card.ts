import { type AdaptiveCard, card, type RichTextBlock } from './card.ts';
import { name } from './names.ts';
import { heading, present, title, words } from './text.ts';

interface Advice {
  name: string;
  mend: string;
}

const expires = 'It cannot be taken back, but stops working by itself, usually within an hour or so.';
const newKey = 'Regenerate the key, and update what uses it.';

/** What was seen and how to make it worthless, by the kinds that src/symptoms tells. */
const advice: Record<string, Advice> = {
  jwt: { name: 'an access token', mend: expires },
  'bearer-token': { name: 'an access token', mend: expires },
  'access-token': { name: 'an access token', mend: expires },
  'refresh-token': { name: 'a refresh token', mend: 'Revoke the sessions of whoever signed in with it.' },
  'auth-code': { name: 'a sign-in code', mend: 'It works once and for some minutes; sign in anew.' },
  'client-secret': {
    name: 'a client secret',
    mend: 'Add a new one under Certificates & secrets of the app registration, then delete this one.',
  },
  password: { name: 'a password', mend: 'Change it.' },
  'basic-auth': { name: 'a user name with its password', mend: 'Change the password.' },
  sas: { name: 'a shared access signature', mend: 'Regenerate the key that it was signed with.' },
  'connection-string': { name: 'a connection string with its key', mend: newKey },
  'account-key': { name: 'an account key', mend: newKey },
  'function-key': { name: 'a function key', mend: newKey },
  'api-key': { name: 'an API key', mend: newKey },
  'identity-header': {
    name: 'the header of a managed identity',
    mend: 'Azure changes it by itself, and it is of use only inside the app.',
  },
  'private-key': {
    name: 'a private key',
    mend: 'Make a new key or certificate and remove the old one where it is trusted.',
  },
  cookie: { name: 'a session cookie', mend: 'Sign out, so that the session ends.' },
  'github-token': { name: 'a GitHub token', mend: 'Revoke it in the settings of GitHub and make a new one.' },
};

/** Tells kindly that a message held secrets. `kinds` as in a report's `redacted`. */
export function secretCard(kinds: readonly string[]): AdaptiveCard {
  const { list, mends } = secretsSeen(kinds);
  return card(
    `There was a secret in your message: ${list}.`,
    present([
      heading('There was a secret in your message'),
      words(
        `I saw ${list} and neither stored nor passed it on. It still stands in this chat, so please delete your message and rotate what was in it:`,
      ),
      ...mends,
    ]),
  );
}

/** The same of what was typed into a form. `by`: whose name it takes, where others read along. */
export function typedSecretCard(kinds: readonly string[], by?: string): AdaptiveCard {
  const { list, mends } = secretsSeen(kinds);
  const who = by === undefined ? 'you' : name(by);
  return card(
    `There was a secret in what ${who} typed: ${list}.`,
    present([
      title(`There was a secret in what ${who} typed`),
      words(
        `I saw ${list} and took it out: it is neither stored nor on any card. It was sent through Teams all the same, so please rotate it:`,
      ),
      ...mends,
    ]),
  );
}

/** What was seen, in words, and a line for each that says how to make it worthless. */
export function secretsSeen(kinds: readonly string[]): { list: string; mends: RichTextBlock[] } {
  const seen = kinds.map(
    (kind) => advice[kind] ?? { name: `a secret (${kind.replaceAll('-', ' ')})`, mend: 'Replace it.' },
  );
  const each = [...new Map(seen.map((one) => [one.name, one])).values()];
  return {
    list: each.map((one) => one.name).join(', '),
    mends: each.map((one) => words([{ text: `${capital(one.name)}: `, weight: 'Bolder' }, one.mend])),
  };
}

function capital(text: string): string {
  return text.replace(/^an? /, '').replace(/^./, (first) => first.toUpperCase());
}
