import { docs } from '../docs.ts';
import { asTheInstance } from '../downstream/as-the-instance.ts';
import { callerOf } from '../downstream/callers.ts';
import { findingOf } from '../downstream/finding-of.ts';
import { giveIdentity } from '../downstream/give-role.ts';
import { type Look, lookAt, type Scene } from '../downstream/look.ts';
import { readBlobs, writeBlobs } from '../downstream/needs.ts';
import { lookAnywhere } from '../downstream/storage.ts';
import { blobTarget } from '../downstream/targets.ts';
import type { Check } from '../situation.ts';

const id = 'downstream.jobs';
const topic = 'Storage of import jobs';

/**
 * An import job reads its input and writes its log as the instance's system-assigned identity, whoever started it (Azure
 * Digital Twins docs, 'APIs and SDKs: bulk import with the Import Jobs API'). Whoever starts it needs data actions of
 * Azure Digital Twins, which is a matter of roles there.
 */
export const jobsStorage: Check = (situation) => {
  const opened = asTheInstance('jobs', { id, topic }, situation);
  if (!('scene' in opened)) return opened.finding;
  const { name } = opened.scene.instance;
  return findingOf(id, topic, looksAt(situation.report.storage, opened.scene), {
    titles: {
      confirmed: `Storage refuses the import job: ${name}’s identity lacks a role`,
      possible: `Storage may refuse the import job of ${name}`,
    },
    whenFine: `${name} may read and write there by its roles. Network rules of the storage account were not looked at.`,
    closing: 'An import job works with storage as the instance, not as whoever started it.',
    docs: docs.importJobs,
  });
};

function looksAt(storage: { account: string; container?: string } | undefined, scene: Scene): Look[] {
  const { instance, facts } = scene;
  const known = callerOf(instance);
  if (!known.known) {
    const source = facts.instance.source;
    const says = `${known.reason}, and an import job reads its input as that.`;
    const title = `Storage refuses the import job: ${known.reason}`;
    const roles = `${readBlobs.role} on the container of the input and ${writeBlobs.role} on that of the output`;
    return [{ verdict: 'confirmed', says, title, source, remedy: giveIdentity(instance, roles) }];
  }
  if (storage === undefined) return [lookAnywhere(readBlobs, known.caller, scene)];
  const target = blobTarget(storage.account, storage.container);
  const reads = lookAt(readBlobs, known.caller, target, scene);
  if (reads.verdict !== 'ruled-out') return [reads];
  const writes = lookAt(writeBlobs, known.caller, target, scene);
  if (writes.verdict !== 'confirmed') return [reads, writes];
  // The text names one container, and it may be that of the input.
  const says = `${writes.says} That is fine for its input, and not for its output.`;
  return [reads, { ...writes, verdict: 'possible', says, title: `${instance.name} may not write the job’s output` }];
}
