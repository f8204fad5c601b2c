import type { SymptomReport } from '../../symptoms/report.ts';
import type { Finding } from '../diagnosis.ts';
import { docs } from '../docs.ts';

/** The first generation of Azure Digital Twins, another product with roles of its own, is gone. The text alone shows it. */
export function retiredService({ service, errorCode }: SymptomReport): Finding | undefined {
  if (service !== 'smart-spaces') return undefined;
  return {
    id: 'symptom.retired-service',
    verdict: 'confirmed',
    title: 'That service is retired',
    why: 'The call goes to the first generation of Azure Digital Twins (azuresmartspaces.net), which no longer runs. No role mends that.',
    evidence: errorCode ? [{ text: `Error code ${errorCode}.` }] : [],
    remedy: {
      who: 'Whoever maintains the app',
      steps: ['Move it to an instance of today’s Azure Digital Twins; its host name ends in digitaltwins.azure.net.'],
    },
    docs: docs.overview,
  };
}
