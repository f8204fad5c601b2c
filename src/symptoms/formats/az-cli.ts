import type { Format } from './format.ts';

/** `az dt …` and what it prints on a refusal: `ForbiddenError`, or `Operation returned an invalid status code`. */
export const azCli: Format = (text) =>
  /(?<![\w-])az (?:dt|rest|resource|iot|storage|keyvault|eventhubs) |\bForbiddenError\b|Operation returned an invalid status code|azext_iot|cli\.azure\.cli/.test(
    text,
  )
    ? { client: 'az-cli' }
    : undefined;
