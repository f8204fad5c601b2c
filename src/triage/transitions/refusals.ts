/** Why an event changes nothing, as whoever has clicked reads it. */
import type { CaseRefusal } from '../case.ts';

export const refusals = {
  noChange: { refused: 'no-change', message: 'That is known already.' },
  notNow: { refused: 'not-in-this-state', message: 'The case has moved on.' },
  notOpen: { refused: 'not-in-this-state', message: 'The case is resolved. Reopen it first.' },
  isOpen: { refused: 'not-in-this-state', message: 'The case is open.' },
  closed: { refused: 'not-in-this-state', message: 'The case is closed. Report it anew.' },
  notAsked: { refused: 'no-change', message: 'Nobody waits for an answer.' },
  newerQuestion: { refused: 'no-change', message: 'There is a newer question, which waits for an answer of its own.' },
  askedAlready: { refused: 'no-change', message: 'That is asked already.' },
  askedMeanwhile: { refused: 'asked-meanwhile', message: 'The reporter was asked something meanwhile.' },
  alreadyYours: { refused: 'no-change', message: 'The case is yours already.' },
  helpdeskOnly: { refused: 'not-yours', message: 'Only the helpdesk can do that.' },
  notYours: { refused: 'not-yours', message: 'Only the helpdesk or whoever reported it can do that.' },
  noQuestion: { refused: 'invalid', message: 'Write what you need to know.' },
  nothingDue: { refused: 'nothing-due', message: 'Nothing is due.' },
} as const satisfies Record<string, CaseRefusal>;
