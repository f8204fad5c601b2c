import type { DataOperation } from './diagnosis.ts';
import { list } from './wording.ts';

const changing: Record<DataOperation, string> = {
  read: 'reading twins',
  query: 'querying twins',
  write: 'changing twins',
  delete: 'deleting twins',
  models: 'uploading models',
  'event-routes': 'changing event routes',
  jobs: 'starting import jobs',
};

const looking: Partial<Record<DataOperation, string>> = {
  models: 'reading models',
  'event-routes': 'reading event routes',
  jobs: 'reading import jobs',
};

/** 'uploading models', 'querying twins' …, for use within a sentence. */
export function operationInWords(operation: DataOperation, access?: 'read' | 'write'): string {
  return (access === 'read' ? looking[operation] : undefined) ?? changing[operation];
}

const toTwins: Partial<Record<DataOperation, string>> = {
  read: 'read',
  query: 'query',
  write: 'change',
  delete: 'delete',
};

const toOthers: Partial<Record<DataOperation, string>> = {
  models: 'upload models',
  'event-routes': 'change event routes',
  jobs: 'start import jobs',
};

/** 'read and query twins', 'change or delete twins, upload models or start import jobs': completes 'You can …'. */
export function operationsInWords(operations: readonly DataOperation[], last: 'and' | 'or'): string {
  const verbs = operations.flatMap((each) => toTwins[each] ?? []);
  const others = operations.flatMap((each) => toOthers[each] ?? []);
  return list(verbs.length === 0 ? others : [`${list(verbs, last)} twins`, ...others], last);
}
