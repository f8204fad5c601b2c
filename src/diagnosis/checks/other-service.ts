import type { SymptomReport } from '../../symptoms/report.ts';
import type { Finding } from '../diagnosis.ts';

const services: Record<string, string> = {
  storage: 'Azure Storage',
  'key-vault': 'Azure Key Vault',
  'iot-hub': 'Azure IoT Hub',
  'event-hubs': 'Azure Event Hubs',
  'service-bus': 'Azure Service Bus',
  'cosmos-db': 'Azure Cosmos DB',
  'app-configuration': 'Azure App Configuration',
  graph: 'Microsoft Graph',
};

/**
 * The refusal is another service's. Nothing in the tenant has to be read for that, unless it refused Azure Digital Twins
 * itself, or a tool of it: then what it refused can be looked at.
 */
export function otherService(report: SymptomReport): Finding | undefined {
  if (report.kind !== 'other-service' || report.downstream !== undefined) return undefined;
  const evidence = report.errorCode ? [{ text: `Error code ${report.errorCode}.` }] : [];
  const name = services[report.service ?? ''] ?? report.service;
  if (name === undefined) {
    return {
      id: 'symptom.other-service',
      verdict: 'confirmed',
      title: 'Another service refused, not Azure Digital Twins',
      why: 'The error you pasted comes from another service. Roles on Azure Digital Twins do not reach it.',
      evidence,
      remedy: { who: 'An Owner of the resource that refused' },
    };
  }
  return {
    id: 'symptom.other-service',
    verdict: 'confirmed',
    title: `${name} refused, not Azure Digital Twins`,
    why: `The error you pasted comes from ${name}. Roles on Azure Digital Twins do not reach it.`,
    evidence,
    remedy: { who: `An Owner of the ${name} resource`, steps: [`Ask for a data role of ${name} on that resource.`] },
  };
}
