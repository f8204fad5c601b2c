import type { Client } from '../report.ts';
import type { Format } from './format.ts';

const languages: readonly (readonly [RegExp, Client])[] = [
  [/\bc#|(?<![\w.])\.net\b|\bdotnet\b|\bcsharp\b/i, 'dotnet'],
  [/\bpython\b/i, 'python'],
  [/\b(?:node(?:\.?js)?|javascript|typescript)\b/i, 'javascript'],
  [/\bjava\b/i, 'java'],
  [/\bgolang\b|\bgo sdk\b/i, 'go'],
  [/\b(?:azure|az) cli\b|\bfrom the cli\b/i, 'az-cli'],
];

/** The client named in words: 'my python script', 'our C# app'. */
export const language: Format = (text) => {
  const client = languages.find(([pattern]) => pattern.test(text))?.[1];
  return client === undefined ? undefined : { client };
};
