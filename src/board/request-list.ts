import type { AccessRequest } from '../access/access-request.ts';
import { discreet } from '../cards/discreet.ts';
import { plain } from '../cards/escape.ts';
import { names } from '../cards/names.ts';
import { askInWords, inAWord } from '../cards/request-words.ts';
import { type Html, html } from './html.ts';
import { MOST_REQUESTS } from './read-board.ts';
import { since } from './since.ts';

const LINE = 200;

/** Access requests that wait for a decision. Why somebody asks is for the approvers alone. */
export function requestList(requests: readonly AccessRequest[], now: Date): Html {
  const some = requests.length >= MOST_REQUESTS ? `the oldest ${MOST_REQUESTS}` : requests.length;
  return html`<section aria-labelledby="requests-title"><h2 id="requests-title">Requests for access that wait <span class="count">${some}</span></h2>${
    requests.length === 0
      ? html`<p class="empty">Nobody waits for a decision.</p>`
      : html`<ul class="requests">${requests.map((one) => item(one, now))}</ul>`
  }</section>`;
}

function item(request: AccessRequest, now: Date): Html {
  const { createdAt, approvers, status } = request;
  const asked = names(approvers.map(({ displayName }) => discreet(displayName)));
  return html`<li>${plain(discreet(askInWords(request, 'asks')), LINE)} <span class="faint">– ${since(createdAt, now)}, ${inAWord(status)}${approvers.length > 0 && `; asked: ${asked}`}</span></li>`;
}
