/** What keeps somebody from having a channel used; 'yes' where nothing does. */
export type MayTake = 'yes' | 'not-owner-here' | 'not-owner-there';

/**
 * Whether this person may have a channel of one team used instead of what stands: as an owner of it, and of the team that
 * would lose it. Owners are object ids. Pure.
 * @param there undefined where nothing stands that is another team's
 */
export function mayTake(
  personObjectId: string,
  here: readonly string[],
  there: readonly string[] | undefined,
): MayTake {
  const owns = (owners: readonly string[]) => owners.some((id) => id.toLowerCase() === personObjectId.toLowerCase());
  if (!owns(here)) return 'not-owner-here';
  return there === undefined || owns(there) ? 'yes' : 'not-owner-there';
}
