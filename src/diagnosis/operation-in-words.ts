import type { DataOperation } from './rights.ts';

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
