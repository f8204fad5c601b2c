/** Work that outlives the turn that began it. */
export interface Background {
  /** Starts the work now; a fault is logged, never thrown. */
  start(what: string, work: () => Promise<void>): void;
  /** Waits for what runs, and for what that starts, at most `ms`. */
  settle(ms: number): Promise<void>;
}

export function createBackground(onFault: (what: string, error: unknown) => void): Background {
  const running = new Set<Promise<void>>();

  async function allDone(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    start(what, work) {
      const run = work()
        .catch((error: unknown) => {
          // Stopped on purpose.
          if (!(error instanceof Error && error.name === 'AbortError')) onFault(what, error);
        })
        .finally(() => running.delete(run));
      running.add(run);
    },
    async settle(ms) {
      const patience = new AbortController();
      const waited = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        patience.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
      await Promise.race([allDone(), waited]);
      patience.abort();
    },
  };
}
