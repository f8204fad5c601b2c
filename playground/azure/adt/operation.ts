/** One operation of the data plane: its address, and the data action that it needs. */
import type { InstanceRecord } from '../records.ts';
import type { Route } from '../router.ts';

export interface AdtContext {
  instance: InstanceRecord;
  now: () => Date;
  /** Throws the empty 403 unless the caller has the data action, given without 'Microsoft.DigitalTwins/'. */
  require(action: string): void;
}

/** The data action is checked before anything else, so that a refused caller learns nothing about what exists. */
export function operation(
  method: string,
  pattern: string,
  action: string,
  answer: Route<AdtContext>['answer'],
): Route<AdtContext> {
  return {
    method,
    pattern: new RegExp(`^${pattern}/?$`, 'i'),
    answer(request, params, context) {
      context.require(action);
      return answer(request, params, context);
    },
  };
}
