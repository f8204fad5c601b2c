import type { AccessRequest } from '../access/access-request.ts';
import { button } from './button.ts';
import type { Action } from './card.ts';
import { verbs } from './verbs.ts';

/** For whoever asked, once it is over: the same as a new request. Undefined where a newer one goes on. */
export function askAgain({ id, status }: AccessRequest): Action | undefined {
  switch (status.state) {
    case 'denied':
    case 'withdrawn':
    case 'lapsed':
      return button('Ask again', verbs.extend, { id });
    case 'ended':
      return status.how === 'extended' ? undefined : button('Ask again', verbs.extend, { id });
    default:
      return undefined;
  }
}
