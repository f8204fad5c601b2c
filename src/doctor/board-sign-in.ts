/** Judges whether Teams signs people in to the board, against docs/board.md. Pure. */
import type { SignInApplication } from '../tenant.ts';
import type { AppEnvironment, Deployment } from './deployment.ts';
import type { Finding } from './finding.ts';
import { askedBy, identifierOf, isAmong, judgeScope } from './sign-in-app.ts';
import { fixesOf } from './sign-in-app-fixes.ts';

type Board = NonNullable<Deployment['settings']['board']>;

/** Teams compares the host of the page with the one in the name (Teams docs, "Enable SSO for tab app"). */
const OTHER_HOST = 'Teams signs people in to the board by this name only, which holds the host of the page.';

export function judgeBoardName(app: SignInApplication, board: Board): Finding {
  const uri = identifierOf(board);
  if (isAmong(uri, app.identifierUris)) return { outcome: 'ok', what: `The app is called ${uri}.` };
  return {
    outcome: 'warning',
    what: `The app has no Application ID URI ${uri}.`,
    why: OTHER_HOST,
    fix: fixesOf(app).identifier(uri),
  };
}

export function judgeBoardScope(app: SignInApplication): Finding[] {
  return judgeScope(app, {
    scope: 'Nobody gets a token for the bot, so nobody can open the board.',
    client: 'There, people or an administrator are asked for consent before the board opens.',
  });
}

export function judgeBoardPackage({ file, signIn }: AppEnvironment, board: Board): Finding {
  const uri = identifierOf(board);
  if (signIn?.appId === board.appId && isAmong(signIn.resource, [uri])) {
    return { outcome: 'ok', what: `The Teams app of ${file} signs in to the board.` };
  }
  const how = `Set BOT_DOMAIN=${new URL(board.publicUrl).host} in ${file}, and webApplicationInfo in appPackage/manifest.json to id ${board.appId} and resource ${uri}. Build the package again and upload it.`;
  return { outcome: 'warning', what: askedBy({ file, signIn }), why: OTHER_HOST, fix: { how } };
}
