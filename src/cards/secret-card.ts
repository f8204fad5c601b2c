import { type AdaptiveCard, card } from './card.ts';
import { heading, present, words } from './text.ts';

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
  'private-key': {
    name: 'a private key',
    mend: 'Make a new key or certificate and remove the old one where it is trusted.',
  },
  cookie: { name: 'a session cookie', mend: 'Sign out, so that the session ends.' },
  'github-token': { name: 'a GitHub token', mend: 'Revoke it in the settings of GitHub and make a new one.' },
};

/** Tells kindly that a message held secrets. `kinds` as in a report's `redacted`. */
export function secretCard(kinds: readonly string[]): AdaptiveCard {
  const seen = kinds.map(
    (kind) => advice[kind] ?? { name: `a secret (${kind.replaceAll('-', ' ')})`, mend: 'Replace it.' },
  );
  const each = [...new Map(seen.map((one) => [one.name, one])).values()];
  const list = each.map(({ name }) => name).join(', ');
  return card(
    `There was a secret in your message: ${list}.`,
    present([
      heading('There was a secret in your message'),
      words(
        `I saw ${list} and neither stored nor passed it on. It still stands in this chat, so please delete your message and rotate what was in it:`,
      ),
      ...each.map(({ name, mend }) => words([{ text: `${capital(name)}: `, weight: 'Bolder' }, mend])),
    ]),
  );
}

function capital(text: string): string {
  return text.replace(/^an? /, '').replace(/^./, (first) => first.toUpperCase());
}
