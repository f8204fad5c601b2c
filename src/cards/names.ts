import { plain } from './escape.ts';

const NAME = 60;

/** A person's, app's or instance's name, short enough for a line. */
export function name(text: string): string {
  return plain(text, NAME) || 'unnamed';
}

/** 'Megan Bowen', 'Megan Bowen and Isaiah Langer', 'Megan Bowen, Isaiah Langer and 3 more'. */
export function names(all: readonly string[]): string {
  const [first, second, ...more] = all.map(name);
  if (first === undefined) return 'nobody';
  if (second === undefined) return first;
  if (more.length === 0) return `${first} and ${second}`;
  if (more.length === 1) return `${first}, ${second} and ${more[0]}`;
  return `${first}, ${second} and ${more.length} more`;
}

/** 'Data Reader' for 'Azure Digital Twins Data Reader': in a title the service is plain from the rest. */
export function shortRole(roleName: string): string {
  return plain(roleName.replace(/^Azure Digital Twins /, ''), NAME);
}
