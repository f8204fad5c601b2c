import type { Client } from '../report.ts';
import type { Format } from './format.ts';

const languages: readonly (readonly [RegExp, Client])[] = [
  [/\bc#|(?<![\w.])\.net\b|\bdotnet\b|\bcsharp\b|\basp\.net\b/i, 'dotnet'],
  [
    /(?<![\w./-])(?:python|py ?script|jupyter|fastapi|django|flask)\d?(?![\w/]|-(?!s[kc]ript|sdk|app|code|client|notebook|programm|dienst|service))/i,
    'python',
  ],
  [/(?<![\w./-])(?:node(?:\.?js)?|js|javascript|typescript|express ?js|next\.?js)(?![\w/-])(?! \d)/i, 'javascript'],
  [/(?<![\w./-])(?:java|kotlin|spring ?boot)(?![\w/]|-(?!sdk|app|code|client|programm|dienst|service))/i, 'java'],
  [/\bgolang\b|\bgo (?:sdk|app|program|service|client|code)\b|\bin go\b(?! to)/i, 'go'],
  [/\b(?:azure|az) cli\b|\b(?:from|with|in|via|using) (?:the )?cli\b|\bcloud ?shell\b|(?<![\w-])az cli\b/i, 'az-cli'],
];

/** The client named in words: 'my python script', 'our C# app'. */
export const language: Format = (_, failing) => {
  const client = languages.find(([pattern]) => pattern.test(failing))?.[1];
  return client === undefined ? undefined : { client };
};
