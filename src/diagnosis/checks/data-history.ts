import type { DataHistoryConnection, Instance } from '../../tenant.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Source } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { asTheInstance } from '../downstream/as-the-instance.ts';
import { callerOf } from '../downstream/callers.ts';
import { findingOf } from '../downstream/finding-of.ts';
import { giveIdentity } from '../downstream/give-role.ts';
import { type Look, lookAt, type Scene } from '../downstream/look.ts';
import { sendToEventHub, setUpDatabase, setUpEventHub } from '../downstream/needs.ts';
import { databaseTarget, historyTarget } from '../downstream/targets.ts';
import type { Check } from '../situation.ts';

const id = 'downstream.data-history';
const topic = 'Data history';

/**
 * Twin updates go to the event hub as the instance, and Azure Data Explorer reads them there. To set it up takes more
 * rights than to go on (Azure Digital Twins docs, 'Create a data history connection' and 'Data history').
 */
export const dataHistory: Check = (situation) => {
  const opened = asTheInstance('data-history', { id, topic }, situation);
  if (!('scene' in opened)) return opened.finding;
  const { scene } = opened;
  const { instance } = scene;
  const { connections } = scene.downstream;
  if (connections === undefined) return undefined;
  if (!connections.known) return couldNotCheck(id, topic, connections);
  const looks =
    connections.value.length === 0
      ? [noneYet(instance, connections.source)]
      : connections.value.flatMap((connection) => looksAt(connection, scene, connections.source));
  return findingOf(id, topic, looks, {
    titles: {
      confirmed: `Data history is refused: ${instance.name}’s identity lacks a role`,
      possible: `Data history of ${instance.name} may be refused`,
    },
    whenFine: `${instance.name} may send to the event hub of its data history by its roles, which is all it takes once that is set up. Network rules and how Azure Data Explorer reads the hub were not looked at.`,
    docs: docs.dataHistory,
  });
};

function looksAt(connection: DataHistoryConnection, scene: Scene, source: Source): Look[] {
  const { name, provisioningState, userAssignedIdentity } = connection;
  const { instance } = scene;
  const known = callerOf(instance, userAssignedIdentity);
  if (!known.known) {
    const says = `${known.reason}, and data history ${name} writes as it.`;
    if (!known.gone) return [{ verdict: 'unknown', says, source }];
    const title = `Data history is refused: ${known.reason}`;
    const remedy = giveIdentity(instance, `${sendToEventHub.role} on ${historyTarget(connection).inWords}`);
    return [{ verdict: 'confirmed', says, title, source, ...(userAssignedIdentity === undefined && { remedy }) }];
  }
  const hub = historyTarget(connection);
  if (provisioningState === 'Succeeded') return [lookAt(sendToEventHub, known.caller, hub, scene)];

  const database = databaseTarget(connection);
  return [
    lookAt(setUpEventHub, known.caller, hub, scene),
    lookAt(setUpDatabase, known.caller, database, scene),
    {
      verdict: 'possible',
      says: `Data history ${name} is in state ${provisioningState}. To set it up, ${known.caller.inWords} also has to be Admin among the permissions of ${database.inWords}; those are kept in Azure Data Explorer, and not seen from here.`,
      title: `Data history ${name} is not set up`,
      source,
      remedy: {
        who: `An Admin of ${database.inWords}`,
        portalUrl: `https://portal.azure.com/#@${instance.tenantId}/resource${connection.adxResourceId}${database.part}`,
        steps: [`Add ${known.caller.inWords} as Admin of ${database.inWords}, then create the connection again.`],
      },
    },
  ];
}

/** Whoever could not create it has none. */
function noneYet(instance: Instance, source: Source): Look {
  const { name, id: instanceId, tenantId } = instance;
  const takes = [setUpEventHub.role, 'on the event hub,', setUpDatabase.role, 'on the Azure Data Explorer database'];
  if (instance.identity === undefined) {
    return {
      verdict: 'confirmed',
      says: `${name} has no identity, and data history is written as one.`,
      title: `Data history is refused: ${name} has no identity`,
      source,
      remedy: giveIdentity(instance, `${takes.join(' ')}, and make it Admin of that database`),
    };
  }
  return {
    verdict: 'possible',
    says: `${name} has no data history yet. To create it, its identity needs ${takes.join(' ')} and Admin among that database’s own permissions, which are not seen from here. Which resources are meant is not known either.`,
    title: `${name}’s identity may lack what data history takes`,
    source,
    remedy: {
      who: 'An Owner of the event hub and of the database',
      portalUrl: `https://portal.azure.com/#@${tenantId}/resource${instanceId}/overview`,
      steps: [
        `Give ${name}’s identity ${takes.join(' ')}, and make it Admin of that database.`,
        'Keep public access of the Azure Data Explorer cluster on while the connection is created.',
      ],
    },
  };
}
