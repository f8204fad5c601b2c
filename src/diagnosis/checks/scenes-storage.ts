import type { PrincipalType } from '../../rbac/model.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import type { Caller } from '../downstream/callers.ts';
import { findingOf } from '../downstream/finding-of.ts';
import { type Look, lookAt } from '../downstream/look.ts';
import { readBlobs, seeAccount, writeBlobs } from '../downstream/needs.ts';
import { lookAnywhere } from '../downstream/storage.ts';
import { blobTarget, type Target } from '../downstream/targets.ts';
import type { Check } from '../situation.ts';

const id = 'downstream.3d-scenes';
const topic = 'Storage of 3D scenes';

/** 3D Scenes Studio reads and writes its container as the person, not as the instance (Azure Digital Twins docs, 'Use 3D Scenes Studio'). */
export const scenesStorage: Check = ({ report, facts, instance, words }) => {
  if (report.downstream !== '3d-scenes') return undefined;
  if (instance === undefined) return facts.instance.known ? undefined : couldNotCheck(id, topic, facts.instance);
  const { downstream, subject, inspection } = facts;
  if (downstream === undefined) return undefined;
  if (subject.objectId === undefined) {
    return couldNotCheck(id, topic, { reason: 'The identity was not found in the directory.' });
  }
  if (!inspection.known || !(inspection.value.self || inspection.value.elsewhere)) {
    const reason = `What ${words.subject} may do with storage is shown to whoever may read role assignments in the whole subscription.`;
    return couldNotCheck(id, topic, { reason });
  }
  const caller: Caller = { objectId: subject.objectId, type: types[subject.kind], inWords: words.Subject };
  const scene = { facts, downstream, instance };
  const { storage } = report;
  const looks =
    storage === undefined
      ? [lookAnywhere(readBlobs, caller, scene)]
      : named(blobTarget(storage.account, storage.container), blobTarget(storage.account));

  function named(container: Target, account: Target): Look[] {
    const reads = lookAt({ ...readBlobs, role: writeBlobs.role }, caller, container, scene);
    if (reads.verdict !== 'ruled-out') return [reads];
    const writes = lookAt(writeBlobs, caller, container, scene);
    const sees = lookAt(seeAccount, caller, account, scene);
    return [
      reads,
      { ...asHint(writes), title: `Scenes in ${container.inWords} can be viewed and not changed` },
      { ...asHint(sees), title: `3D Scenes Studio may need Reader on ${account.inWords} too` },
      notSeen(account),
    ];
  }

  return findingOf(id, topic, looks, {
    titles: {
      confirmed: `The storage of the 3D scenes refuses ${words.subject}`,
      possible: `The storage of the 3D scenes may refuse ${words.subject}`,
    },
    whenFine: '',
    closing: 'Roles on Azure Digital Twins do not reach storage.',
    docs: docs.scenesStudio,
  });
};

/** What is lacking does not keep everybody from viewing a scene. */
function asHint(look: Look): Look {
  return look.verdict === 'confirmed' ? { ...look, verdict: 'possible' } : look;
}

/** Right roles are not all that storage asks for, so it is never ruled out. */
function notSeen(account: Target): Look {
  const command = `az storage cors add --services b --methods GET OPTIONS POST PUT --origins https://explorer.digitaltwins.azure.net --allowed-headers Authorization x-ms-version x-ms-blob-type --account-name ${account.name}`;
  return {
    verdict: 'possible',
    says: `Whether ${account.inWords} lets 3D Scenes Studio in by its CORS and network rules is not seen from here.`,
    title: 'The storage account may keep 3D Scenes Studio out by its CORS or network rules',
    remedy: {
      who: `A Contributor of ${account.inWords}`,
      ...(/^[a-z0-9]+$/.test(account.name) && { command }),
    },
  };
}

const types: Record<'user' | 'app' | 'group', PrincipalType> = {
  user: 'User',
  app: 'ServicePrincipal',
  group: 'Group',
};
