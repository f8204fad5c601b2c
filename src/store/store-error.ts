export type StoreErrorCode =
  /** The data folder cannot be made or written. */
  | 'folder-not-writable'
  /** Another process works on the same data folder. */
  | 'folder-locked'
  /** The server cannot be reached, or refuses the user or the database. */
  | 'database-unreachable'
  /** A later version of this software has already changed the tables. */
  | 'schema-newer'
  /** Two requests with the same id, or one that changed while it was being written, again and again. */
  | 'conflict';

/** A fault of the storage. The message says what, why and how to mend it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
