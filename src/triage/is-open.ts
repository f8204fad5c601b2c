import type { Case } from './case.ts';

export function isOpen({ status }: Pick<Case, 'status'>): boolean {
  return status.state !== 'resolved' && status.state !== 'closed';
}
