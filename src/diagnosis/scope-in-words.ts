import { isAtOrAbove } from '../rbac/scopes.ts';

/**
 * 'the subscription', 'resource group twins-prod', 'plant-a': what a resource id points at, for a person.
 * @param here a resource id in the subscription that is spoken of, which then needs no id; others get the beginning of theirs
 */
export function scopeInWords(scope: string, here?: string): string {
  const parts = scope.split('/').filter((part) => part !== '');
  if (parts.length === 0) return 'the whole tenant';
  if (/^\/providers\/microsoft\.management\/managementgroups\//i.test(scope)) return `management group ${parts.at(-1)}`;
  if (parts.length === 2) return isIn(scope, here) ? 'the subscription' : `the subscription ${parts[1]?.split('-')[0]}`;
  if (parts.length === 4) return `resource group ${parts[3]}`;
  return parts.at(-1) ?? scope;
}

function isIn(subscription: string, here: string | undefined): boolean {
  return here !== undefined && isAtOrAbove(subscription, here);
}
