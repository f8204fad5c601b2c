import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../rbac/roles.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { grantRole } from '../remedies.ts';
import { givesDataAccess, holdsOnlyReader } from '../rights.ts';
import { undefinedRoles } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';

const id = 'rbac.reader-cannot-write';
const topic = 'Reader role';

/** Data Reader is the only data role held, and the operation changes something. */
export const readerCannotWrite: Check = (situation) => {
  const { rights, words } = situation;
  if (!rights.known) return couldNotCheck(id, topic, rights);
  const { held, access, needed, source } = rights.value;
  const reason = undefinedRoles(held);
  if (access.access !== 'allow' && reason !== undefined) return couldNotCheck(id, topic, { reason });
  if (!holdsOnlyReader(held)) {
    const why = held.some(givesDataAccess)
      ? `${words.Subject} ${words.holds} more than ${ADT_DATA_READER.name}.`
      : `${words.Subject} ${words.does} not hold ${ADT_DATA_READER.name}.`;
    return { id, verdict: 'ruled-out', title: topic, why, evidence: [] };
  }
  const evidence = [{ text: `${ADT_DATA_READER.name} is the only data role here.`, source }];
  // Allowed but for a condition is another finding.
  if (access.access !== 'deny') {
    return {
      id,
      verdict: 'ruled-out',
      title: topic,
      why: `${ADT_DATA_READER.name} is enough for this operation.`,
      evidence,
    };
  }
  const remedy = grantRole(situation, ADT_DATA_OWNER);
  return {
    id,
    verdict: needed.operation === undefined ? 'possible' : 'confirmed',
    title: 'Data Reader only reads',
    why:
      needed.inWords === undefined
        ? `${ADT_DATA_READER.name} is the only data role here. Whatever changes anything is refused with 403.`
        : `${ADT_DATA_READER.name} allows only reading and querying, not ${needed.inWords}. That takes ${ADT_DATA_OWNER.name}.`,
    evidence,
    ...(remedy && { remedy }),
    docs: docs.error403,
  };
};
