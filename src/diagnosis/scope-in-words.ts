/** 'subscription 0000…', 'resource group twins-prod', 'plant-a': what a resource id points at, for a person. */
export function scopeInWords(scope: string): string {
  const parts = scope.split('/').filter((part) => part !== '');
  if (parts.length === 0) return 'the whole tenant';
  if (/^\/providers\/microsoft\.management\/managementgroups\//i.test(scope)) return `management group ${parts.at(-1)}`;
  if (parts.length === 2) return `the subscription ${parts[1]}`;
  if (parts.length === 4) return `resource group ${parts[3]}`;
  return parts.at(-1) ?? scope;
}
