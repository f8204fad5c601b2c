import type { SymptomReport } from '../symptoms/report.ts';

/**
 * What to ask back where somebody or something else is meant and the report does not say who: the asker's own access
 * would be the wrong answer. Undefined where the report can be looked into.
 */
export function unnamedIdentity({ principal }: SymptomReport): string | undefined {
  if (principal === undefined || (principal.id !== undefined && principal.kind !== 'group')) return undefined;
  switch (principal.kind) {
    case 'app':
      return 'Which app? Send me its app id (client id) or its exact name, such as “my app twin-sync gets 403 on plant-a”.';
    case 'managed-identity':
      return 'Which managed identity? Send me its exact name or client id, such as “managed identity func-telemetry gets 403”.';
    case 'user':
      return 'Who? Send me the sign-in name, such as “alex@contoso.com gets 403”, or ask them to write to me.';
    case 'group':
      return 'I look into one identity at a time. Send me the sign-in name of a member of the group.';
    default:
      return undefined;
  }
}
