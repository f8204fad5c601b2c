/** What a search found, as it is shared in any chat: only what whoever reads along may see. Nothing here can be clicked. */
import type { AccessRequest } from '../access/access-request.ts';
import type { Instance } from '../tenant.ts';
import type { Case } from '../triage/case.ts';
import { type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { causesInWords, publicName, STATE_COLORS, stateInWords, troubleInWords } from './case-words.ts';
import { onDateAndTime } from './dates.ts';
import { inert } from './escape.ts';
import { shortRole } from './names.ts';
import { inAWord } from './request-words.ts';
import { row } from './row.ts';
import { dated, kicker, present, title, words } from './text.ts';

export function caseResultCard(one: Case): AdaptiveCard {
  const { number, status, createdAt } = one;
  const causes = causesInWords(one);
  return draw(
    {
      about: `Case ${number} · ${stateInWords({ status })}`,
      color: STATE_COLORS[status.state],
      headline: troubleInWords(one),
    },
    present([causes !== undefined && words(causes), dated(`Reported ${onDateAndTime(createdAt)}.`, 'None')]),
  );
}

export function requestResultCard({ role, instance, status, createdAt }: AccessRequest): AdaptiveCard {
  return draw(
    {
      about: `Access request · ${inAWord(status)}`,
      headline: `${shortRole(role.name)} on ${publicName(instance.name)}`,
    },
    [dated(`Asked ${onDateAndTime(createdAt)}.`, 'None')],
  );
}

export function instanceResultCard({
  name,
  hostName,
  location,
}: Pick<Instance, 'name' | 'hostName' | 'location'>): AdaptiveCard {
  return draw({ about: 'Azure Digital Twins instance', headline: publicName(name) }, [
    row('Host name', hostName),
    row('Region', location),
  ]);
}

function draw(
  { about, color, headline }: { about: string; color?: Color; headline: string },
  lines: Element[],
): AdaptiveCard {
  return card(`${about}: ${headline}`, [kicker(inert(about, 120), color), title(headline), ...lines]);
}
