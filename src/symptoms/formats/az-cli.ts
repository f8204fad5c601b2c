import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /(?<![\w-])az (?:dt|rest|resource|iot|storage|keyvault|eventhubs|eventgrid|servicebus|cosmosdb|kusto|appconfig|ad|role|group|deployment|identity|network|functionapp|webapp|vm|aks|acr|graph)\b|\bForbiddenError\b|azext_iot|cli\.(?:azure\.cli|azext)|\bazure-cli\b|\bMsrestError\b/,
);

/** Where no token was issued, signing in is what failed; the advice to run it is none. */
const signingIn = sieved(/(?<!\b(?:run|running|use|using|try|through|via|with my|as) ['"`]{0,3})\baz login\b/i);

/** `az dt …` and what it prints on a refusal: `ForbiddenError`, or `Operation returned an invalid status code`. */
export const azCli: Format = (text, failing) =>
  shape.test(text) ||
  (/\bAADSTS\d{4,8}\b/.test(text) && signingIn.test(failing)) ||
  // PowerShell's modules print the same sentence behind the name of a cmdlet.
  (/Operation returned an invalid status code/.test(text) &&
    !/\w-Az[A-Z]|\bMicrosoft\.Rest\b|\bCloudException\b/.test(text))
    ? { client: 'az-cli' }
    : undefined;
