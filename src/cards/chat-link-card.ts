import type { Case } from '../triage/case.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { publicName, troubleInWords } from './case-words.ts';
import { linkButton } from './link.ts';
import { name } from './names.ts';
import { takeButton } from './take-button.ts';
import { kicker, present, title, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/**
 * The way to the reporter's chat: for whoever asked for it alone, because the address holds the reporter's sign-in name.
 * @param address undefined where the directory does not know the reporter
 * @param thread the way to the report, where it is in a channel
 */
export function chatLinkCard(one: Case, address: string | undefined, thread?: string): AdaptiveCard {
  const who = name(one.reporter.displayName);
  const headline = `Chat with ${who}`;
  return card(
    headline,
    present([
      kicker(`Case ${one.number} · Only you see this`, 'Accent'),
      title(headline),
      address === undefined
        ? words(noChat(who, thread))
        : words(`About ${troubleInWords(one)}. The chat opens with a first line that you can change.`),
      buttons([
        linkButton({ title: 'Open chat', url: address }),
        address === undefined ? linkButton({ title: 'Open thread', url: thread }) : undefined,
        button('Back to the case', triageVerbs.showCase, { id: one.id }),
      ]),
    ]),
  );
}

/** Neither the bot nor a chat reaches somebody who is not in the directory: what is left are other people's ways. */
function noChat(who: string, thread: string | undefined): string {
  const mail = 'by mail where somebody knows the address';
  return `The directory has nobody by this id, so I cannot open a chat with ${who}. ${
    thread === undefined ? `Write ${mail}, else resolve the case.` : `Write in the thread of the report, or ${mail}.`
  }`;
}

/** In place of what only whoever has the case may do, for somebody else of the helpdesk. */
export function takeFirstCard(one: Case, what: 'Chat with reporter' | 'Diagnose'): AdaptiveCard {
  const headline = 'Take the case first';
  const who = publicName(one.reporter.displayName);
  const has = one.assignee === undefined ? '' : ` ${publicName(one.assignee.displayName)} has it now.`;
  return card(
    headline,
    present([
      kicker(`Case ${one.number} · Only you see this`, 'Accent'),
      title(headline),
      words(
        `${what === 'Diagnose' ? 'What is found' : `${who}’s address`} is for whoever has the case.${has} Take it, then press ${what} again.`,
      ),
      buttons([takeButton(one)]),
    ]),
  );
}

/** Opens a chat with somebody, by the sign-in name (Teams docs, "Deep link to start a new chat"). */
export function chatAddress(tenantId: string, userPrincipalName: string, about: string): string {
  const query = new URLSearchParams({ tenantId, users: userPrincipalName, message: about });
  // Teams shows a '+' as it stands.
  return `https://teams.microsoft.com/l/chat/0/0?${query.toString().replaceAll('+', '%20')}`;
}
