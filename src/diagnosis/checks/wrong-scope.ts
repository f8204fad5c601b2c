import { isAtOrAbove } from '../../rbac/scopes.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { givesDataAccess, withDefinitions, wouldAllow } from '../rights.ts';
import { heldExactly, heldInWords } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.wrong-scope';
const topic = 'Roles elsewhere';
/** Somebody with a role on every instance need not read them all. */
const mostNamed = 3;

/** The role that is needed was given on another instance or group, which gives nothing here (Azure RBAC docs, 'Understand scope'). */
export const wrongScope: Check = ({ rights, facts, words }) => {
  if (!rights.known) return couldNotCheck(id, topic, rights);
  const { access, definitions, needed, held, scope } = rights.value;
  if (access.access === 'allow') return undefined;
  const { inSubscription } = facts;
  if (!inSubscription.known) return couldNotCheck(id, topic, inSubscription);
  const { inspection } = facts;
  if (!inspection.known || !(inspection.value.self || inspection.value.elsewhere)) {
    const reason = `Where else ${words.subject} ${words.holds} roles is shown to whoever may read role assignments in the whole subscription.`;
    return couldNotCheck(id, topic, { reason });
  }
  const elsewhere = withDefinitions(
    inSubscription.value.filter((assignment) => !isAtOrAbove(assignment.scope, scope)),
    definitions,
  );
  // With no operation named, whoever reaches any data elsewhere and none here has likely mixed up the two.
  const matching = elsewhere.filter((role) =>
    needed.operation === undefined
      ? givesDataAccess(role) && !held.some(givesDataAccess)
      : wouldAllow(rights.value, [{ ...role.assignment, scope }]).access === 'allow',
  );
  if (matching.length > 0) {
    const named = matching.slice(0, mostNamed).map((role) => heldInWords(role, scope));
    const places = matching.length > mostNamed ? [...named, `${matching.length - mostNamed} more`] : named;
    return {
      id,
      verdict: access.access === 'deny' ? 'confirmed' : 'possible',
      title: 'The role is held elsewhere, not here',
      why: `${words.Subject} ${words.holds} ${list(places)}. A role counts only at its own place and below, not here.`,
      evidence: matching.map((role) => ({
        text: heldExactly(role, scope),
        source: inSubscription.source,
      })),
      remedy: {
        who: 'You',
        steps: ['Check that this is the instance you mean to call. If it is, the role has to be given here as well.'],
      },
      docs: docs.scope,
    };
  }
  if (elsewhere.some(({ definition }) => definition === undefined)) {
    const reason = 'Azure lists no definition of a role that is held elsewhere, so what it gives is not known.';
    return couldNotCheck(id, topic, { reason });
  }
  return { id, verdict: 'ruled-out', title: topic, why: 'No such role elsewhere in this subscription.', evidence: [] };
};
