import type { SignInApplication } from '../../tenant.ts';
import { judgeBoardName, judgeBoardPackage, judgeBoardScope } from '../board-sign-in.ts';
import type { Check } from '../check.ts';
import type { Deployment } from '../deployment.ts';
import type { Finding } from '../finding.ts';
import { ownPackages } from '../own-packages.ts';
import { notLookedAt } from '../run-checks.ts';
import { noRegistration } from '../sign-in-app.ts';

/** Whether the helpdesk can sign in to the board. Nothing else needs it, so what is wrong with it is no fault of the bot. */
export const boardSignIn: Check = {
  id: 'board-sign-in',
  title: 'Sign-in to the board',
  async run(deployment, options) {
    const { settings, tenant } = deployment;
    const { board, publicUrl } = settings;
    if (board === undefined) {
      const lacks = publicUrl === undefined ? 'PUBLIC_URL' : 'SIGN_IN_APP_ID';
      return [{ outcome: 'ok', what: `There is no board without ${lacks}.` }];
    }
    const [[app], packages] = await Promise.all([
      Promise.allSettled([tenant.signInApplication(board.appId, options)]),
      ownPackages(deployment),
    ]);
    const registration =
      app.status === 'fulfilled'
        ? judgeRegistration(app.value, board, settings)
        : [notLookedAt('The app registration was not looked at.', app.reason, deployment)];
    return [...registration, ...packages.map((each) => judgeBoardPackage(each, board))].map(asWarning);
  },
};

function judgeRegistration(
  app: SignInApplication | undefined,
  board: NonNullable<Deployment['settings']['board']>,
  { signIn }: Deployment['settings'],
): Finding[] {
  if (app === undefined) return [noRegistration(board.appId, 'The helpdesk signs in to it on the board.')];
  // With approvers who sign in, their check tells the scope.
  return [judgeBoardName(app, board), ...(signIn ? [] : judgeBoardScope(app))];
}

function asWarning(finding: Finding): Finding {
  return finding.outcome === 'fault' ? { ...finding, outcome: 'warning' } : finding;
}
