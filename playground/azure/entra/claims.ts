/** What a claims challenge asks for when it asks for multi-factor authentication. */
export const acrsClaims = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';

/** The authentication contexts that the `claims` parameter of a sign-in asks for. */
export function acrsAskedFor(claims: string | null): string[] {
  const { acrs } = accessTokenClaims(claims);
  return acrs?.values ?? (acrs?.value === undefined ? [] : [acrs.value]);
}

/** Whether the app says in the `claims` parameter that it understands claims challenges. */
export function saysCapable(claims: string | null): boolean {
  return accessTokenClaims(claims).xms_cc?.values?.some((value) => value.toLowerCase() === 'cp1') ?? false;
}

interface AskedFor {
  value?: string;
  values?: string[];
}

function accessTokenClaims(claims: string | null): { acrs?: AskedFor; xms_cc?: AskedFor } {
  try {
    const asked = JSON.parse(claims ?? '{}') as { access_token?: { acrs?: AskedFor; xms_cc?: AskedFor } };
    return asked.access_token ?? {};
  } catch {
    return {};
  }
}
