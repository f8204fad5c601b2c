/** The one command a person can run where the bot does not act itself. */

/** Takes away a role assignment. */
export function removeCommand(assignmentId: string): string {
  return `az role assignment delete --ids "${assignmentId}"`;
}
