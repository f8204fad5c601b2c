import type { Container } from './card.ts';
import { words } from './text.ts';

/** One command to copy, on its own ground. */
export function commandBox(command: string, style: 'default' | 'emphasis' = 'default'): Container {
  return {
    type: 'Container',
    style,
    spacing: 'Small',
    items: [words({ text: command, max: 2000, fontType: 'Monospace', size: 'Small' }, 'None')],
  };
}
