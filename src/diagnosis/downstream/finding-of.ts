import type { Evidence, Finding, FindingId, Remedy, Verdict } from '../diagnosis.ts';
import type { Look } from './look.ts';

const byWeight: readonly Verdict[] = ['confirmed', 'possible', 'unknown', 'ruled-out'];

/** The finding that these make: the worst of them decides, and every one is evidence. */
export function findingOf(
  id: FindingId,
  topic: string,
  looks: readonly Look[],
  {
    whenFine,
    titles,
    closing,
    docs,
  }: { whenFine: string; titles: Record<'confirmed' | 'possible', string>; closing?: string; docs: string },
): Finding {
  const verdict = byWeight.find((each) => looks.some((look) => look.verdict === each)) ?? 'ruled-out';
  const deciding = looks.filter((look) => look.verdict === verdict);
  const evidence = looks.map(({ says, source }): Evidence => ({ text: says, ...(source && { source }) }));
  if (verdict === 'ruled-out') return { id, verdict, title: topic, why: whenFine, evidence, docs };
  const remedy = allRemedies(deciding);
  const sentences = [...new Set(deciding.map(({ says }) => says))];
  const more = sentences.length > 3 ? [`The same holds for ${sentences.length - 2} more.`] : [];
  const told = more.length > 0 ? sentences.slice(0, 2) : sentences;
  const after = verdict === 'confirmed' && closing !== undefined ? [closing] : [];
  return {
    id,
    verdict,
    title: verdict === 'unknown' ? topic : (deciding[0]?.title ?? titles[verdict]),
    why: [...told, ...more, ...after].join(' '),
    evidence,
    ...(remedy && { remedy }),
    docs,
  };
}

/** Most causes are mended by one command; where several resources lack the same, all of theirs. */
function allRemedies(looks: readonly Look[]): Remedy | undefined {
  const remedies = looks.flatMap(({ remedy }) => remedy ?? []);
  const [first] = remedies;
  if (first === undefined) return undefined;
  const commands = [...new Set(remedies.flatMap(({ command }) => command ?? []))].slice(0, 3);
  const steps = [...new Set(remedies.flatMap((each) => each.steps ?? []))].slice(0, 4);
  const helpers = [...new Set(remedies.flatMap((each) => each.who ?? []))].slice(0, 2);
  const who = helpers.join(', and ').replaceAll(', and An ', ', and an ');
  return {
    ...(who !== '' && { who }),
    ...(commands.length > 0 && { command: commands.join(' && ') }),
    ...(first.portalUrl !== undefined && { portalUrl: first.portalUrl }),
    ...(steps.length > 0 && { steps }),
  };
}
