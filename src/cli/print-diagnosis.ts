import type { Diagnosis, Finding, Unchecked, Verdict } from '../diagnosis/diagnosis.ts';

const sections: readonly { verdict: Verdict; title: string; mark: string }[] = [
  { verdict: 'confirmed', title: 'CONFIRMED', mark: '✖' },
  { verdict: 'possible', title: 'POSSIBLE', mark: '?' },
  { verdict: 'unknown', title: 'COULD NOT CHECK', mark: '–' },
  { verdict: 'ruled-out', title: 'RULED OUT', mark: '✔' },
];

/** The answer as plain text, with everything the card shows. */
export function printDiagnosis(diagnosis: Diagnosis): string {
  const { headline, findings, unchecked = [], abilities, instance, principal, tried } = diagnosis;
  const about = [principal?.displayName, instance && `${instance.name} (${instance.hostName})`, tried].filter(
    (part) => part !== undefined,
  );
  const can = abilities?.inWords.map(({ label, text }) => `${label}: ${text}.`) ?? [];
  const body = sections.flatMap(({ verdict, title, mark }) => {
    const matching: readonly Told[] =
      verdict === 'unknown' ? unchecked.map(asOne) : findings.filter((finding) => finding.verdict === verdict);
    return matching.length === 0 ? [] : ['', title, ...matching.flatMap((told) => print(told, verdict, mark))];
  });
  return [headline, about.join(' · '), ...can, ...body, '', cost(diagnosis)]
    .filter((line, at) => line !== '' || at > 1)
    .join('\n');
}

type Told = Pick<Finding, 'title' | 'why' | 'evidence' | 'remedy' | 'docs'>;

function asOne({ topics, ...rest }: Unchecked): Told {
  return { ...rest, title: topics.join(', ') };
}

function print({ title, why, evidence, remedy, docs }: Told, verdict: Verdict, mark: string): string[] {
  const head = [`  ${mark} ${title}`, `    ${why}`];
  if (verdict === 'ruled-out') return head;
  return [
    ...head,
    ...evidence.map(({ text, source }) => `    · ${text}${source ? ` [${source.call}, ${source.ms} ms]` : ''}`),
    ...(remedy?.who ? [`    → ${remedy.who}`] : []),
    ...(remedy?.steps ?? []).map((step) => `      ${step}`),
    ...(remedy?.command ? [`      ${remedy.command}`] : []),
    ...(remedy?.portalUrl ? [`      ${remedy.portalUrl}`] : []),
    ...(remedy?.consentUrl ? [`      Consent: ${remedy.consentUrl}`] : []),
    ...(docs ? [`      More: ${docs}`] : []),
  ];
}

function cost({ tookMs, azureCalls }: Diagnosis): string {
  if (azureCalls === 0) return 'Azure was not asked.';
  return `Took ${tookMs} ms and ${azureCalls} ${azureCalls === 1 ? 'call' : 'calls'} to Azure.`;
}
