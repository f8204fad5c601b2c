import type { CheckReport } from '../doctor/check.ts';
import type { Finding, Outcome } from '../doctor/finding.ts';

const marks: Record<Outcome, string> = { ok: '✔', warning: '!', fault: '✖', unknown: '–' };

const counted: readonly [Outcome, one: string, many: string][] = [
  ['fault', 'fault', 'faults'],
  ['warning', 'warning', 'warnings'],
  ['unknown', 'not checked', 'not checked'],
];

/** The report for people: every check with what it found, then how many of each. */
export function printDoctor(reports: readonly CheckReport[]): string {
  const findings = reports.flatMap((report) => report.findings);
  return [...reports.flatMap((report) => [...print(report), '']), summary(findings)].join('\n');
}

function print({ outcome, title, findings, ms, slow }: CheckReport): string[] {
  const took = slow ? ` (slow: ${(ms / 1_000).toFixed(1)} s)` : '';
  return [`[${marks[outcome]}] ${title}${took}`, ...findings.flatMap(printFinding)];
}

function printFinding({ outcome, what, why, fix }: Finding): string[] {
  return [
    `    ${marks[outcome]} ${what}`,
    ...(why ? [`      ${why}`] : []),
    ...(fix ? [`      → ${fix.how}`] : []),
    ...(fix?.commands ?? []).map((command) => `        ${command}`),
  ];
}

function summary(findings: readonly Finding[]): string {
  const parts = counted.flatMap(([outcome, one, many]) => {
    const count = findings.filter((finding) => finding.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return parts.length === 0 ? 'Everything is right.' : `${parts.join(', ')}.`;
}
