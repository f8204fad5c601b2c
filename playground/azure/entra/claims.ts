/** What a claims challenge asks for when it asks for multi-factor authentication. */
export const acrsClaims = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';

/** The authentication contexts that the `claims` parameter of a sign-in asks for. */
export function acrsAskedFor(claims: string | null): string[] {
  try {
    const { access_token } = JSON.parse(claims ?? '{}') as { access_token?: { acrs?: { values?: string[] } } };
    return access_token?.acrs?.values ?? [];
  } catch {
    return [];
  }
}
