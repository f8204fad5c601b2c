import type { Evidence, Finding, Remedy, Verdict } from '../diagnosis/diagnosis.ts';
import type { Color, Container, Element } from './card.ts';
import { commandBox } from './command-box.ts';
import { time } from './dates.ts';
import { inert } from './escape.ts';
import { fold } from './fold.ts';
import { links } from './link.ts';
import { footnote, kicker, present, words } from './text.ts';

/** How much of a finding is drawn; the first things to go when a card grows too large. */
export interface Detail {
  evidence: boolean;
  why: boolean;
}

const LABELS: Record<Verdict, { text: string; color?: Color }> = {
  confirmed: { text: 'Confirmed', color: 'Attention' },
  possible: { text: 'Possible', color: 'Warning' },
  unknown: { text: 'Could not check' },
  'ruled-out': { text: 'Ruled out', color: 'Good' },
};

/**
 * One finding: verdict, cause, why, and what mends it.
 * @param id unique in the card
 * @param around.headline the card's headline, not repeated here
 * @param around.helpers a line that names who can mend it, in place of the remedy's own
 */
export function findingBlock(
  finding: Finding,
  id: string,
  detail: Detail,
  around: { headline?: string; helpers?: Element | undefined } = {},
): Container {
  const { text, color } = LABELS[finding.verdict];
  const { remedy } = finding;
  return {
    type: 'Container',
    ...(finding.verdict === 'unknown' ? {} : { style: 'emphasis' as const }),
    spacing: 'Medium',
    items: present([
      kicker(text, color),
      !says(around.headline, finding.title) && words({ text: finding.title, max: 160, weight: 'Bolder' }, 'None'),
      words({ text: finding.why, max: detail.why ? 400 : 200 }),
      ...(remedy ? remedyLines(remedy, around.helpers, finding.verdict !== 'unknown') : []),
      links([
        { title: 'Open in the Azure portal', url: remedy?.portalUrl },
        { title: 'Learn more', url: finding.docs },
      ]),
      ...(detail.evidence && finding.evidence.length > 0
        ? fold(id, `Evidence (${finding.evidence.length})`, finding.evidence.slice(0, 8).flatMap(evidenceLines))
        : []),
    ]),
  };
}

function says(headline: string | undefined, title: string): boolean {
  return headline?.replace(/\.$/, '') === title;
}

/** `onGround`: the lines stand on a coloured ground, so that the command needs the other one. */
function remedyLines(remedy: Remedy, helpers: Element | undefined, onGround: boolean): Element[] {
  const { who, steps = [], command } = remedy;
  return present([
    helpers ??
      (who !== '' &&
        words([
          { text: 'Who can fix it: ', weight: 'Bolder' },
          { text: who, max: 200 },
        ])),
    ...steps.slice(0, 6).map((step, i) => words(steps.length > 1 ? `${i + 1}. ${step}` : step)),
    command !== undefined && commandBox(command, onGround ? 'default' : 'emphasis'),
  ]);
}

function evidenceLines({ text, source }: Evidence): Element[] {
  return present([
    words({ text, size: 'Small' }),
    source && { ...footnote(`Source: ${inert(source.call, 100)}, ${time(source.at)}`), spacing: 'None' },
  ]);
}
