import { isAtOrAbove } from '../../rbac/scopes.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { givesDataAccess, withDefinitions, wouldAllow } from '../rights.ts';
import { heldExactly, roleNames } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.eligible-not-active';
const topic = 'Eligible roles';
const activationUrl = 'https://portal.azure.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/azurerbac';

/** A role of Privileged Identity Management counts only while it is activated (Microsoft Entra docs, 'What is PIM?'). */
export const eligibleNotActive: Check = ({ rights, facts, words, principal }) => {
  const { eligible } = facts;
  if (eligible === undefined) return undefined;
  if (!rights.known) return couldNotCheck(id, topic, rights);
  const { access, held, needed, definitions, scope } = rights.value;
  if (access.access === 'allow') return undefined;
  if (!eligible.known) return couldNotCheck(id, topic, eligible);
  const here = withDefinitions(
    eligible.value.filter((role) => isAtOrAbove(role.scope, scope)),
    definitions,
  );
  const activated = wouldAllow(
    rights.value,
    [...held, ...here].map(({ assignment }) => assignment),
  );
  const ofData = here.filter(givesDataAccess);
  const enough = ofData.filter(({ assignment }) => wouldAllow(rights.value, [assignment]).access === 'allow');
  const roles = enough.length > 0 ? enough : ofData;
  const helps = activated.access === 'allow' || needed.operation === undefined;
  if (roles.length > 0 && (helps || activated.access === 'unknown')) {
    const names = list(roleNames(roles), 'or');
    const certain = activated.access === 'allow' && access.access === 'deny';
    return {
      id,
      verdict: certain ? 'confirmed' : 'possible',
      title: 'An eligible role is not active',
      why: `${words.Subject} may activate ${names} here. Until then the role gives nothing.`,
      evidence: roles.map((role) => ({ text: `Eligible: ${heldExactly(role, scope)}`, source: eligible.source })),
      remedy: {
        who: words.subject === 'you' ? 'You' : (principal?.displayName ?? words.subject),
        portalUrl: activationUrl,
        steps: [
          `Activate ${names} in Privileged Identity Management, under My roles → Azure resources.`,
          'Try again once it is active; that can take 10 minutes.',
        ],
      },
      docs: docs.activateRole,
    };
  }
  if (here.some(({ definition }) => definition === undefined)) {
    const reason = 'Azure lists no definition of a role that can be activated here, so what it gives is not known.';
    return couldNotCheck(id, topic, { reason });
  }
  return {
    id,
    verdict: 'ruled-out',
    title: topic,
    why: 'No role that can be activated would allow this.',
    evidence: [],
  };
};
