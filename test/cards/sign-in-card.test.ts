import assert from 'node:assert/strict';
import { type SignInView, signInCard } from '../../src/cards/sign-in-card.ts';
import { pending, requestIn } from '../access/requests.ts';
import { assertSound } from '../integration/sound-cards.ts';
import { nodes, read } from './walk.ts';

const view: SignInView = {
  needs: 'mfa',
  verb: 'approve',
  signInUrl: 'https://bot.contoso.com/auth/start?handle=A_b-c',
  command: 'az dt role-assignment create --dt-name plant-a --assignee "x" --role "Azure Digital Twins Data Owner"',
  portalUrl: 'https://portal.azure.com/#@t/resource/subscriptions/x/users',
};

describe('the card of a decision that waits for a sign-in', () => {
  for (const needs of ['mfa', 'consent', 'sign-in'] as const) {
    for (const verb of ['approve', 'revoke'] as const) {
      it(`says why, and offers the page, the portal and the command: ${verb}, ${needs}`, () => {
        const card = signInCard(requestIn(pending), { ...view, needs, verb });
        assertSound(card);
        const urls = nodes(card).filter(({ type }) => type === 'Action.OpenUrl');
        assert.deepEqual(
          urls.map(({ url }) => url),
          [view.signInUrl, view.portalUrl],
        );
        assert.match(read(card), new RegExp(`Sign in to ${verb}`));
        assert.match(read(card), /az dt role-assignment create/);
      });
    }
  }

  it('lets no name make a link, a mention or Markdown', () => {
    const displayName = '**[Megan](https://evil.example)** <at>everyone</at>';
    const request = requestIn(pending, { subject: { objectId: 'x', displayName, type: 'User' } });
    const card = signInCard(request, view);
    assertSound(card);
    for (const { type, text } of nodes(card)) {
      if (type === 'TextBlock') assert.doesNotMatch(String(text), /evil|<at>/);
    }
  });
});
