/** The words on which the reading hangs most, in every form that people type. */
const wanted = `query queries queried querying update updates updated updating create creates created creating
  delete deletes deleted deleting upload uploads uploaded uploading models permission permissions forbidden
  relationship relationships instance instances endpoint endpoints explorer`.split(/\s{1,9}/);
/** Other English words that are one slip away from those. */
const others = new Set(
  `unload unloads unloaded unloading uploader updater crate crates crated crating crease creased creases cremate delegate
  deplete depleted depleting modes modems quire
  explored explores explore exploded explodes`.split(/\s{1,9}/),
);

const byFirstLetter = Map.groupBy(wanted, (word) => word.charAt(0));
const exact = new Set(wanted);

/**
 * What a mistyped word was to be: one letter wrong, missing, too many or two of them swapped; two such slips in a long
 * word. The first letter is nearly always right. Undefined where the word is no slip of those that matter.
 */
export function mendedSlip(typed: string): string | undefined {
  const word = typed.toLowerCase();
  if (word.length < 5 || word.length > 15 || exact.has(word) || others.has(word)) return undefined;
  return byFirstLetter
    .get(word.charAt(0))
    ?.find(
      (each) =>
        Math.abs(each.length - word.length) < 2 && alike(word, each) && slips(word, each) <= (each.length < 9 ? 1 : 2),
    );
}

/** A slip leaves the beginning or the end as it was: a quick look that spares nearly all counting. */
function alike(word: string, each: string): boolean {
  return word.charAt(1) === each.charAt(1) || word.slice(-2) === each.slice(-2);
}

/** Optimal string alignment distance. */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = next;
  }
  return last[b.length] ?? 0;
}
