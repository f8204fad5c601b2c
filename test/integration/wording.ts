/** The words that stories look for on cards, where several stories look for the same. */

export const whichInstance = /Which instance answered 403\?/;
export const lookedUp = /Checked in /;
export const waiting = /Waiting for approval/;
export const nobodyReached = /I could not reach anyone who can approve/;
export const assigned = /Approved, role assigned/;
/** For the requester: the role was assigned and has been seen to work. */
export const tryAgain = /Try again now/;
/** For those who can approve: the same. */
export function approvedAndWorks(name: string): RegExp {
  return new RegExp(`Approved by .*${name} asked for .*let them in`, 's');
}

/** An approver's card that still has to be decided. */
export function asks(name: string, instance: string): RegExp {
  return new RegExp(`^${name} asks for Data (Reader|Owner) on ${instance}`, 'm');
}
