/** A user of another tenant who was invited (Entra docs, "Properties of a B2B collaboration user"). */
export function isGuest({ userPrincipalName }: { userPrincipalName?: string | undefined }): boolean {
  return userPrincipalName?.toUpperCase().includes('#EXT#') ?? false;
}
