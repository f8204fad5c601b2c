import type { CodeBlock, Container, Element } from './card.ts';
import { plain } from './escape.ts';
import { words } from './text.ts';

/** Longest command that is sent in both forms: a card has to stay small. */
const IN_BOTH_FORMS = 1200;
const LONGEST = 2000;

/** One command to copy: as code where the client knows code, else on its own ground. */
export function commandBox(command: string, style: 'default' | 'emphasis' = 'default'): CodeBlock | Container {
  if (command.length > IN_BOTH_FORMS) return box([look(command)], style);
  return {
    type: 'CodeBlock',
    spacing: 'Small',
    codeSnippet: plain(command, LONGEST),
    language: 'Bash',
    fallback: box(lines(command).map(look), style),
  };
}

/**
 * An option a line, continued as a shell continues it: a browser breaks a line after any hyphen, so that a long one would
 * end in the middle of an option's name.
 */
function lines(command: string): string[] {
  const parts = splitAtOptions(command);
  return parts.map((part, at) => (at === parts.length - 1 ? part : `${part} \\`));
}

/** What is in quotes stays whole. */
function splitAtOptions(command: string): string[] {
  const parts: string[] = [];
  let quote = '';
  let from = 0;
  for (let at = 0; at < command.length; at++) {
    const character = command[at] ?? '';
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    if (quote !== '' || !command.startsWith(' --', at)) continue;
    parts.push(command.slice(from, at));
    from = at + 1;
  }
  return [...parts, command.slice(from)];
}

function look(text: string): Element {
  return words({ text, max: LONGEST, fontType: 'Monospace', size: 'Small' }, 'None');
}

function box(items: Element[], style: 'default' | 'emphasis'): Container {
  return { type: 'Container', style, spacing: 'Small', items };
}
