import type { Format } from './format.ts';

/** The Azure portal. */
export const portal: Format = (text) =>
  /portal\.azure\.(?:com|us|cn)|\bazure portal\b|\b(?:in|from|through|on|using|via) the portal\b|\bportal (?:says|shows|gives)\b/i.test(
    text,
  )
    ? { client: 'portal' }
    : undefined;
