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

/** More than that nobody reads, and it would make the card too large. */
const MOST_EVIDENCE = 8;

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
 * @param around.folded it is among its like, under a label that tells the verdict of all
 * @param around.helpers a line that names who can mend it, in place of the remedy's own
 */
export function findingBlock(
  finding: Omit<Finding, 'id'>,
  id: string,
  detail: Detail,
  around: { headline?: string; helpers?: Element | undefined; folded?: boolean } = {},
): Container {
  const { text, color } = LABELS[finding.verdict];
  const { remedy } = finding;
  return {
    type: 'Container',
    ...(finding.verdict === 'unknown' ? {} : { style: 'emphasis' as const }),
    spacing: 'Medium',
    items: present([
      !around.folded && kicker(text, color),
      !says(around.headline, finding.title) && words({ text: finding.title, max: 160, weight: 'Bolder' }, 'None'),
      words({ text: finding.why, max: detail.why ? 400 : 200 }),
      ...(remedy ? remedyLines(remedy, around.helpers, finding.verdict) : []),
      remedyLinks(remedy, finding.docs),
      ...(detail.evidence && finding.evidence.length > 0
        ? fold(id, `Evidence (${finding.evidence.length})`, evidenceLines(finding.evidence))
        : []),
    ]),
  };
}

export function remedyLinks(remedy: Remedy | undefined, docs?: string): Element | undefined {
  return links([
    { title: 'Open in the Azure portal', url: remedy?.portalUrl },
    { title: 'Consent as administrator', url: remedy?.consentUrl },
    { title: 'Learn more', url: docs },
  ]);
}

/** Whether the card's headline is this title already. */
export function says(headline: string | undefined, title: string): boolean {
  return headline?.replace(/\.$/, '') === title;
}

/** Who can mend it, how, and the command for it. `verdict`: of the finding that it belongs to. */
export function remedyLines(
  { who, steps = [], command }: Remedy,
  helpers: Element | undefined,
  verdict: Verdict,
): Element[] {
  // What could not be checked is nobody's fault to fix.
  const label = verdict === 'unknown' ? 'Who can change that: ' : 'Who can fix it: ';
  return present([
    helpers ??
      (who !== undefined &&
        words([
          { text: label, weight: 'Bolder' },
          { text: who, max: 200 },
        ])),
    ...steps.slice(0, 6).map((step, i) => words(steps.length > 1 ? `${i + 1}. ${step}` : step)),
    // The lines of most verdicts stand on a coloured ground, so that the command needs the other one.
    command !== undefined && commandBox(command, verdict === 'unknown' ? 'emphasis' : 'default'),
  ]);
}

function evidenceLines(all: readonly Evidence[]): Element[] {
  const shown = all.slice(0, MOST_EVIDENCE);
  return present([
    ...shown.flatMap(({ text, source }) => [
      words({ text, size: 'Small' }),
      source && { ...footnote(`Source: ${inert(source.call, 100)}, ${time(source.at)}`), spacing: 'None' as const },
    ]),
    all.length > shown.length && footnote(`and ${all.length - shown.length} more`),
  ]);
}
