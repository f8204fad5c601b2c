import type { AccessRequest } from '../access/access-request.ts';
import { buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { commandBox } from './command-box.ts';
import { linkButton } from './link.ts';
import { subjectInWords } from './request-words.ts';
import { heading, present, words } from './text.ts';

export interface SignInView {
  /** Why the sign-in in Teams is not enough. */
  needs: 'mfa' | 'consent' | 'sign-in';
  /** What the person has decided. */
  verb: 'approve' | 'revoke';
  /** The sign-in page, for this person and this decision alone. */
  signInUrl: string;
  /** What does the same without the bot. */
  command: string;
  portalUrl: string;
}

const WHY: Record<SignInView['needs'], string> = {
  mfa: 'Azure asks for multi-factor authentication before it changes who has access.',
  consent: 'ADT Support may not act in Azure for you yet. The sign-in page asks you to allow it.',
  'sign-in': 'This version of Teams cannot sign you in on the card, or your sign-in is too old for Azure.',
};

/** For an approver whose decision waits for a sign-in in a browser. */
export function signInCard({ role, instance, subject }: AccessRequest, view: SignInView): AdaptiveCard {
  const headline = view.verb === 'approve' ? 'Sign in to approve' : 'Sign in to revoke';
  return card(
    `${headline}: ${role.name} on ${instance.name}`,
    present([
      heading(headline),
      words(`${role.name} on ${instance.name} for ${subjectInWords(subject)}`),
      words(WHY[view.needs]),
      words({ text: 'The link is for you alone and works for ten minutes.', isSubtle: true }),
      buttons([
        linkButton({ title: 'Sign in', url: view.signInUrl }),
        linkButton({ title: 'Open portal', url: view.portalUrl }),
      ]),
      words({ text: 'Or run this yourself; I notice when it is done:', isSubtle: true }),
      commandBox(view.command, 'emphasis'),
    ]),
    'full',
  );
}
