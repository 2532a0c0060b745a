/** One measured figure, as the bench prints it. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is held against, by a reader. */
  readonly bar?: string;
  /** Whether it is among the few figures that the README shows. @default false */
  readonly isHeadline?: true;
}

/** A file of this folder: what it measures, and how often that may be asked for. */
export interface Bench {
  readonly run: () => Promise<readonly BenchRow[]>;
  /** Whether the first run is what counts, for it is about what nobody has loaded yet. @default false */
  readonly isCold?: boolean;
}
