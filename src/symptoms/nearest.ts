export interface Mention<T> {
  start: number;
  end: number;
  value: T;
}

/**
 * Which of several calls in a text the refusal at `index` belongs to: one on the same line, else the last before it,
 * else the first after it. Without a refusal the first.
 */
export function mentionAt<T>(mentions: readonly Mention<T>[], text: string, index: number): T | undefined {
  const inOrder = [...mentions].sort((a, b) => a.start - b.start);
  if (inOrder.length < 2 || index < 0) return inOrder[0]?.value;
  const lineStart = text.lastIndexOf('\n', index) + 1;
  const nextLine = text.indexOf('\n', index);
  const lineEnd = nextLine < 0 ? text.length : nextLine;
  const onLine = inOrder.filter(({ start }) => start >= lineStart && start < lineEnd);
  const [nearest] = onLine.sort((a, b) => distance(a, index) - distance(b, index));
  return (nearest ?? inOrder.findLast(({ start }) => start < index) ?? inOrder[0])?.value;
}

function distance({ start, end }: Mention<unknown>, index: number): number {
  return start > index ? start - index : Math.max(0, index - end);
}
