/**
 * Whether an action is covered by a pattern of a role: '*' stands for any text, slashes included, and case does not matter
 * (Azure RBAC docs, "Understand Azure role definitions": a star before "read" covers the reads of every type below).
 * Time is linear in the texts for any number of stars, so a hostile custom role cannot slow it down.
 */
export function matchesAction(pattern: string, action: string): boolean {
  const wanted = action.toLowerCase();
  const [head = '', ...rest] = pattern.toLowerCase().split('*');
  const tail = rest.pop();
  if (tail === undefined) return wanted === head;
  if (!wanted.startsWith(head) || !wanted.endsWith(tail)) return false;
  let at = head.length;
  // The earliest place for each part leaves the most room for the ones after it.
  for (const part of rest) {
    const found = wanted.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= wanted.length - tail.length;
}
