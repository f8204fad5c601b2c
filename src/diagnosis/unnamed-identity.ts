import type { SymptomReport } from '../symptoms/report.ts';

/**
 * What to ask back where somebody or something else is meant and the report does not say who: the asker's own access
 * would be the wrong answer. Undefined where the report can be looked into.
 */
export function unnamedIdentity({ principal, worksWith }: SymptomReport): string | undefined {
  if (principal?.id !== undefined) return undefined;
  const nobodySaid = principal === undefined || principal.kind === 'me' || principal.kind === 'unknown';
  if (nobodySaid) return worksWith === undefined ? undefined : askWhoElse[worksWith];
  switch (principal.kind) {
    case 'app':
      return 'Which app? Send me its app id (client id) or its exact name, such as “my app twin-sync gets 403 on plant-a”.';
    case 'managed-identity':
      return 'Which managed identity? Send me its exact name or client id, such as “managed identity func-telemetry gets 403”.';
    case 'user':
      return 'Who? Send me the sign-in name, such as “alex@contoso.com gets 403”, or ask them to write to me.';
    case 'group':
      return 'Which group? Send me its exact name or object id, such as “the group Twins Engineers gets 403”.';
    default:
      return undefined;
  }
}

/** What works for the person fails for somebody else, whose roles are the ones to look at. */
const askWhoElse: Record<NonNullable<SymptomReport['worksWith']>, string> = {
  'own-login':
    'It works with your login, so another identity is refused. Which app or managed identity calls? Send me its exact name or client id.',
  'local-machine':
    'It works on your machine, where it signs in as you; deployed, it signs in as something else. Which app or managed identity is that? Send me its exact name or client id. In the portal: your app → Identity.',
};
