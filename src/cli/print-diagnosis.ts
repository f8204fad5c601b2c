import type { Diagnosis, Finding, Verdict } from '../diagnosis/diagnosis.ts';

const sections: readonly { verdict: Verdict; title: string; mark: string }[] = [
  { verdict: 'confirmed', title: 'CONFIRMED', mark: '✖' },
  { verdict: 'possible', title: 'POSSIBLE', mark: '?' },
  { verdict: 'unknown', title: 'COULD NOT CHECK', mark: '–' },
  { verdict: 'ruled-out', title: 'RULED OUT', mark: '✔' },
];

/** The answer as plain text, with everything the card shows. */
export function printDiagnosis(diagnosis: Diagnosis): string {
  const { headline, findings, instance, principal, approvers, tookMs, azureCalls } = diagnosis;
  const about = [principal?.displayName, instance && `${instance.name} (${instance.hostName})`].filter(
    (part) => part !== undefined,
  );
  const body = sections.flatMap(({ verdict, title, mark }) => {
    const matching = findings.filter((finding) => finding.verdict === verdict);
    if (matching.length === 0) return [];
    const groups = verdict === 'unknown' ? sameReason(matching) : matching;
    return ['', title, ...groups.flatMap((finding) => printFinding(finding, mark))];
  });
  const calls = `${azureCalls} ${azureCalls === 1 ? 'call' : 'calls'}`;
  const cost = azureCalls === 0 ? 'Azure was not asked.' : `Took ${tookMs} ms and ${calls} to Azure.`;
  const nobody = approvers?.known === false ? ['', `Who can approve could not be looked up. ${approvers.reason}`] : [];
  return [headline, about.join(' · '), ...body, ...nobody, '', cost]
    .filter((line, at) => line !== '' || at > 1)
    .join('\n');
}

function printFinding({ title, why, evidence, remedy, docs, verdict }: Finding, mark: string): string[] {
  const head = [`  ${mark} ${title}`, `    ${why}`];
  if (verdict === 'ruled-out') return head;
  return [
    ...head,
    ...evidence.map(({ text, source }) => `    · ${text}${source ? ` [${source.call}, ${source.ms} ms]` : ''}`),
    ...(remedy ? [`    → ${remedy.who}`] : []),
    ...(remedy?.steps ?? []).map((step) => `      ${step}`),
    ...(remedy?.command ? [`      ${remedy.command}`] : []),
    ...(remedy?.portalUrl ? [`      ${remedy.portalUrl}`] : []),
    ...(docs ? [`      More: ${docs}`] : []),
  ];
}

/** What could not be checked for one and the same reason stands in one line. */
function sameReason(findings: readonly Finding[]): Finding[] {
  return [...Map.groupBy(findings, ({ why }) => why).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, title: [first, ...others].map(({ title }) => title).join(', ') }],
  );
}
