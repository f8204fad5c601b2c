import { type Html, html } from './html.ts';

const TRY_AGAIN = html`<p><button type="button" class="again">Try again</button></p>`;

/** `named`: whether a channel has been named at all. */
export function notOfTheHelpdesk(named: boolean): Html {
  if (!named) {
    return html`<h1>No helpdesk has been named yet</h1><p>An owner of the helpdesk’s team writes <b>@ADT Support use this channel for triage</b> in a channel of that team. Its members see the board then.</p>${TRY_AGAIN}`;
  }
  return html`<h1>The board is for the helpdesk</h1><p>It is shown to members of the team whose channel is used for triage. If you have just been added to it, try again in a few minutes. Your own reports and requests are in your chat with ADT Support: write <b>requests</b> there.</p>${TRY_AGAIN}`;
}

/** Nobody is let in on a guess. */
export function helpdeskUnknown(why: string): Html {
  return html`<h1>It could not be read whether you are of the helpdesk</h1><p>Nothing is shown before that is known. ${why}</p>${TRY_AGAIN}`;
}

/** `fault`: in a word, for whoever runs the bot. */
export function notAccepted(fault: string): Html {
  return html`<h1>Your sign-in was not accepted</h1><p>Close this tab and open it again. If that does not help, tell whoever runs ADT Support: <b>${fault}</b>.</p>${TRY_AGAIN}`;
}
