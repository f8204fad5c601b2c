import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../rbac/roles.ts';
import { docs } from '../docs.ts';
import { grantRole } from '../remedies.ts';
import { givesDataAccess } from '../rights.ts';
import type { Check } from '../situation.ts';

const id = 'rbac.reader-cannot-write';
const title = 'Data Reader only';

/** Data Reader is the only data role held, and the operation changes something. */
export const readerCannotWrite: Check = (situation) => {
  const { rights, words } = situation;
  if (!rights.known) return { id, verdict: 'unknown', title, why: rights.reason, evidence: [] };
  const { held, access, needed, source } = rights.value;
  const dataRoles = held.filter(givesDataAccess);
  const onlyReader =
    dataRoles.length > 0 && dataRoles.every(({ assignment }) => assignment.roleId === ADT_DATA_READER.id);
  if (!onlyReader) {
    const why =
      dataRoles.length === 0
        ? `${words.Subject} ${words.does} not hold ${ADT_DATA_READER.name}.`
        : `${words.Subject} ${words.holds} more than ${ADT_DATA_READER.name}.`;
    return { id, verdict: 'ruled-out', title, why, evidence: [] };
  }
  const evidence = [{ text: `${ADT_DATA_READER.name} is the only data role here.`, source }];
  if (access.access === 'allow') {
    return { id, verdict: 'ruled-out', title, why: `${ADT_DATA_READER.name} is enough for this operation.`, evidence };
  }
  if (access.access === 'unknown' || access.because !== 'no-role') {
    return { id, verdict: 'unknown', title, why: 'The roles that could be read do not settle it.', evidence };
  }
  const remedy = grantRole(situation, ADT_DATA_OWNER);
  const { operation } = needed;
  return {
    id,
    verdict: operation === undefined ? 'possible' : 'confirmed',
    title,
    why:
      operation === undefined
        ? `${words.Subject} can read and query. Anything that changes twins, models, routes or jobs is refused with 403.`
        : `${ADT_DATA_READER.name} does not allow ${needed.inWords}; it ${needed.inferred ? 'probably ' : ''}needs ${ADT_DATA_OWNER.name}.`,
    evidence,
    ...(remedy && { remedy }),
    docs: docs.error403,
  };
};
