import type { SymptomReport } from '../../symptoms/report.ts';

/** How a report calls an instance. */
export type Place = NonNullable<SymptomReport['instance']>;

/** Letters, digits and hyphens, as in the first part of a host name (Azure docs, "Naming rules": Microsoft.DigitalTwins). */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** A host name, with its scheme or a path where somebody has copied those too. */
const HOST = /^(?:https?:\/\/)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){2,8})(?:[/:?#].{0,500})?$/i;

/** The instance that somebody wrote into a form, by its name or its host name; undefined where it is neither. Pure. */
export function writtenInstance(text: string): Place | undefined {
  const written = text.trim();
  if (NAME.test(written)) return { name: written };
  const host = HOST.exec(written)?.[1]?.toLowerCase();
  return host?.includes('digitaltwins') ? { hostName: host } : undefined;
}

/** Whether an instance is called so, by either name. */
export function isCalled({ hostName, name }: { hostName: string; name: string }, called: Place): boolean {
  const asked = (called.hostName ?? called.name)?.toLowerCase();
  return [hostName, name].some((each) => each.toLowerCase() === asked);
}
