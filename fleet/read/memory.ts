/** What is remembered of files that were read before without a fault, by what they say. */
export interface ReadMemory {
  /** The value that these bytes have as an entry of a kind; undefined when nobody remembers. */
  recall: (kind: string, bytes: Uint8Array) => unknown;
  keep: (kind: string, bytes: Uint8Array, value: unknown) => void;
}

/** Remembers nothing: every file is read and checked. */
export const NO_MEMORY: ReadMemory = { recall: () => undefined, keep: () => undefined };
