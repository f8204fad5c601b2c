/**
 * Words for a channel: ids and addresses that slipped into them (of somebody who has no name in the directory, of what a
 * person wrote) are left out, for whoever reads along has not been told them.
 */
export function discreet(text: string): string {
  return text.replace(GUIDS, 'an id').replace(ADDRESSES, 'an address').replace(RESOURCE_IDS, 'an Azure resource');
}

const GUIDS = /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi;
const ADDRESSES = /[^\s@<>()[\]",;:“”‘’'/]{1,64}@[^\s@<>()[\]",;:“”‘’'/]{1,253}/gu;
const RESOURCE_IDS = /\/subscriptions\/[^\s“”‘’'"]+/gi;
