import type { Format } from './format.ts';

/** What the Explorer says of a refusal. It speaks of authentication, but means that the role is missing. */
const refusal =
  /If you are running the app locally, please make sure that you are logged in|You do not have permission to changes? roles on this twin instance|Make sure you have the right permissions/i;

export const explorerRefusal = (text: string): boolean => refusal.test(text);

/** Azure Digital Twins Explorer, hosted or local (digital-twins-explorer#97). */
export const adtExplorer: Format = (text) =>
  refusal.test(text) ||
  /explorer\.digitaltwins\.azure\.net|\b(?:adt|digital[ -]?twins?)[ -]explorer\b|\b(?:the|in|from|with|using|of) explorer\b|\bexplorer (?:says|shows|fails|gives|app)\b/i.test(
    text,
  )
    ? { client: 'adt-explorer' }
    : undefined;
