import type { Diagnosis, Finding, Unchecked, Verdict } from '../diagnosis/diagnosis.ts';
import type { Element } from './card.ts';
import { plain } from './escape.ts';
import { type Detail, findingBlock } from './finding-block.ts';
import { fold } from './fold.ts';
import { name, names } from './names.ts';
import { type Piece, present, title, words } from './text.ts';

/** How much of a diagnosis is drawn. `max`: findings of each verdict. */
export interface DiagnosisDetail extends Detail {
  max: number;
}

/** From the fullest to the barest. */
export const LESS_AND_LESS: [DiagnosisDetail, ...DiagnosisDetail[]] = [
  { evidence: true, why: true, max: 20 },
  { evidence: false, why: true, max: 20 },
  { evidence: false, why: false, max: 12 },
  { evidence: false, why: false, max: 4 },
  { evidence: false, why: false, max: 2 },
];

const MOST_TOPICS = 4;

/** So that nobody takes what was remembered for what he said. */
export const AS_LAST_TIME = ', as last time';

/** The answer in one line, for a notification. */
export function diagnosisSummary(diagnosis: Diagnosis): string {
  return plain(diagnosis.headline, 200);
}

/** All of a diagnosis: what is wrong, how we know, who can mend it. `helpersPending`: that is still being looked up. */
export function diagnosisBody(diagnosis: Diagnosis, helpersPending: boolean, detail: DiagnosisDetail): Element[] {
  const helpers = helperLine(diagnosis, helpersPending);
  const causes = [...shown(diagnosis, 'confirmed', detail.max), ...shown(diagnosis, 'possible', detail.max)];
  const inFinding = causes.find(({ remedy }) => remedy?.action === 'request-access')?.id;
  const asked = context(diagnosis);
  return present([
    asked !== '' && words({ text: asked, size: 'Small', isSubtle: true }, 'None'),
    title(diagnosis.headline, 300),
    abilities(diagnosis),
    inFinding === undefined && helpers,
    ...withoutRepeats(causes).map((finding, i) =>
      findingBlock(finding, `cause-${i}`, detail, {
        headline: diagnosis.headline,
        helpers: finding.id === inFinding ? helpers : undefined,
      }),
    ),
    ...unchecked(diagnosis, detail, causes.length > 0),
    ...ruledOut(diagnosis, detail),
  ]);
}

function shown(diagnosis: Diagnosis, verdict: Verdict, max: number): Finding[] {
  return diagnosis.findings.filter((finding) => finding.verdict === verdict).slice(0, max);
}

/** Two causes often have one cure; it is told once, with the first. */
function withoutRepeats(findings: Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.map((finding) => {
    const { remedy, docs: _, ...rest } = finding;
    if (remedy?.command === undefined) return finding;
    if (told.has(remedy.command)) return { ...rest, ...(remedy.steps && { remedy: { steps: remedy.steps } }) };
    told.add(remedy.command);
    return finding;
  });
}

/** 'You can: read and query twins. You cannot: …', in one paragraph. */
function abilities({ abilities: known }: Diagnosis): Element | undefined {
  if (known === undefined) return undefined;
  return words(
    known.inWords.flatMap(({ label, text }, i) => [
      bold(`${i === 0 ? '' : ' '}${label}: `),
      { text: `${text}.`, max: 200 },
    ]),
  );
}

/** Folded beside a cause; where there is none, it is what there is to know. */
function unchecked({ unchecked: all = [] }: Diagnosis, detail: DiagnosisDetail, folded: boolean): Element[] {
  const count = all.reduce((sum, { topics }) => sum + topics.length, 0);
  const blocks = all.slice(0, detail.max).map((each, i) => uncheckedBlock(each, `unchecked-${i}`, detail, folded));
  return folded && count > 0 ? fold('unchecked', `Could not check (${count})`, blocks) : blocks;
}

/** What could not be checked for one cause. Of many topics the first are named, and all are in the fold. */
function uncheckedBlock(
  { topics, evidence, ...rest }: Unchecked,
  id: string,
  detail: Detail,
  folded: boolean,
): Element {
  const named = topics.slice(0, MOST_TOPICS);
  const more = topics.length - named.length;
  return findingBlock(
    {
      ...rest,
      verdict: 'unknown',
      title: more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', '),
      evidence: more > 0 ? [{ text: `Not checked: ${topics.join(', ')}.` }, ...evidence] : evidence,
    },
    id,
    detail,
    { folded },
  );
}

/** 'plant-a · Alex Wilber (you) · uploading models'; 'plant-a, as last time' where none was named. */
function context({ instance, instanceIsLast, principal, tried }: Diagnosis): string {
  const who =
    principal === undefined
      ? []
      : [principal.self ? `${name(principal.displayName)} (you)` : name(principal.displayName)];
  return [
    ...(instance === undefined ? [] : [`${name(instance.name)}${instanceIsLast ? AS_LAST_TIME : ''}`]),
    ...who,
    ...(tried ? [tried] : []),
  ].join(' · ');
}

function helperLine({ approvers, findings, principal }: Diagnosis, pending: boolean): Element | undefined {
  if (approvers === undefined) {
    return pending ? words({ text: 'Looking up who can approve…', isSubtle: true }) : undefined;
  }
  if (!approvers.known) {
    const told = findings.some((finding) => finding.verdict === 'unknown' && finding.why === approvers.reason);
    return told ? undefined : words(`Could not look up who can fix it: ${approvers.reason}`);
  }
  if (approvers.value.length === 0) return undefined;
  // Whoever can do it himself is told so by the remedy, which this line would hide.
  if (principal?.self && approvers.value.some(({ objectId }) => objectId === principal.objectId)) return undefined;
  return words([bold('Who can fix it: '), names(approvers.value.map((approver) => approver.displayName))]);
}

function ruledOut(diagnosis: Diagnosis, detail: DiagnosisDetail): Element[] {
  const count = diagnosis.findings.filter((finding) => finding.verdict === 'ruled-out').length;
  if (count === 0) return [];
  const items = shown(diagnosis, 'ruled-out', detail.max).map((finding) =>
    words([
      { text: finding.title, max: 100, size: 'Small' },
      ...(detail.why && finding.why !== ''
        ? [{ text: ` – ${finding.why}`, max: 160, isSubtle: true, size: 'Small' } as const]
        : []),
    ]),
  );
  return fold('ruled-out', `Ruled out (${count})`, items);
}

/** How long it took, and how much of Azure. */
export function diagnosisCost({ tookMs, azureCalls }: Diagnosis): string {
  if (azureCalls === 0) return 'Read from your message; Azure was not asked.';
  const duration = tookMs < 100 ? 'less than 0.1 s' : `${(tookMs / 1000).toFixed(1)} s`;
  return `Checked in ${duration} with ${azureCalls} ${azureCalls === 1 ? 'call' : 'calls'} to Azure`;
}

function bold(text: string): Piece {
  return { text, weight: 'Bolder' };
}
