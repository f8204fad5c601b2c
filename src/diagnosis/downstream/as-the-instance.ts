import type { SymptomReport } from '../../symptoms/report.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Finding, FindingId } from '../diagnosis.ts';
import type { Facts } from '../facts.ts';
import type { Situation } from '../situation.ts';
import type { Scene } from './look.ts';

/**
 * What every check begins with that is about the instance's own identity. That is an identity like any other: what it
 * holds is for who could read it in Azure. In place of a scene the finding that there is then, or none where the report is
 * about something else or nothing was read.
 */
export function asTheInstance(
  downstream: NonNullable<SymptomReport['downstream']>,
  { id, topic }: { id: FindingId; topic: string },
  { report, facts, instance }: Situation,
): { scene: Scene } | { finding: Finding | undefined } {
  if (report.downstream !== downstream) return { finding: undefined };
  if (instance === undefined) {
    return { finding: facts.instance.known ? undefined : couldNotCheck(id, topic, facts.instance) };
  }
  const reason = hiddenFrom(facts, instance);
  if (reason !== undefined) return { finding: couldNotCheck(id, topic, { reason }) };
  return facts.downstream === undefined
    ? { finding: undefined }
    : { scene: { facts, downstream: facts.downstream, instance } };
}

/** Why the asker may not be shown it; undefined where he may. */
function hiddenFrom({ sees }: Pick<Facts, 'sees'>, { name }: { name: string }): string | undefined {
  if (sees.known && sees.value.elsewhere) return undefined;
  const unproven = sees.known ? '' : ` Whether you may could not be read: ${sees.reason}`;
  return `What ${name} itself may do is shown to whoever may read role assignments in its subscription, such as an Owner or Reader: let one of them ask me.${unproven}`;
}
