import { readFileSync } from 'node:fs';

/** The settings of an `env/.env.<name>` file: lines `NAME=value`, quotes around a value dropped. */
export function readEnvironmentFile(name: string): Map<string, string> {
  const lines = readFileSync(`env/.env.${name}`, 'utf8').split('\n');
  const settings = new Map<string, string>();
  for (const line of lines) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (match) settings.set(match[1] ?? '', (match[2] ?? '').replace(/^"(.*)"$/, '$1'));
  }
  return settings;
}

/** The names in every `${{NAME}}` of a text, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\$\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? ''))];
}

/** The text with every `${{NAME}}` replaced, as the toolkit does when it builds the package. */
export function substitute(text: string, values: Map<string, string>): string {
  return text.replace(/\$\{\{\s*(\w+)\s*\}\}/g, (placeholder, name: string) => values.get(name) || placeholder);
}
