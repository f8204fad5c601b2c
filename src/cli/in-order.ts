/** One stream of several that are each in order; of equals, the first stream's come first. Holds one item of each. */
export async function* inOrder<T>(
  streams: readonly AsyncIterable<T>[],
  before: (a: T, b: T) => boolean,
): AsyncGenerator<T> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    let first: { at: number; item: T } | undefined;
    for (const [at, head] of heads.entries()) {
      if (head.done !== true && (first === undefined || before(head.value, first.item)))
        first = { at, item: head.value };
    }
    if (first === undefined) return;
    yield first.item;
    const iterator = iterators[first.at];
    if (iterator !== undefined) heads[first.at] = await iterator.next();
  }
}

/** The items of page after page, each read when it is needed. */
export async function* ofPages<T>(
  read: (from: { cursor?: string }) => Promise<{ events: readonly T[]; cursor?: string }>,
): AsyncGenerator<T> {
  let from: { cursor?: string } = {};
  do {
    const { events, cursor } = await read(from);
    yield* events;
    from = cursor === undefined ? {} : { cursor };
  } while (from.cursor !== undefined);
}
