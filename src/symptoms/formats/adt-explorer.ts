import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

/** What the Explorer says of a refusal. It speaks of authentication, but means that the role is missing. */
const refusal = sieved(
  /If you are running the app locally, please make sure that you are logged in|You do not have permission to changes? roles on this twin instance|Make sure you have the right permissions|(?:don't|do not) have (?:the )?(?:required |right |sufficient )?permissions? to (?:access|view|query) (?:this|the) (?:Azure )?Digital Twins instance/i,
);

export const explorerRefusal = (text: string): boolean => refusal.test(text);

const named = sieved(
  /explorer\.digitaltwins\.azure\.net(?!\/3dscenes)|\b(?:adt|(?:azure )?digital[ -]?twins?|twins?)[ -]explorer\b|(?<!storage |data |file |windows |internet |resource |graph |azure |cosmos |iot |bus |service bus )\b(?:explorer app|explorer)(?![\w-]|\.\w)|\btwin graph (?:viewer|panel|view)\b|\bmodel graph (?:viewer|panel)\b/i,
);
const otherExplorer = sieved(
  /\b(?:storage|data|file|windows|internet|resource|graph|cosmos|iot|service bus) explorer\b/i,
);

/** Azure Digital Twins Explorer, hosted or local (digital-twins-explorer#97). */
export const adtExplorer: Format = (text, failing) =>
  refusal.test(text) ||
  (named.test(failing) && !(otherExplorer.test(text) && !/digital[ -]?twins?[ -]explorer|adt explorer/i.test(text)))
    ? { client: 'adt-explorer' }
    : undefined;
