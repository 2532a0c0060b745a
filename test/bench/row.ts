/** One measured figure, as the bench prints it. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is held against, by a reader. */
  readonly bar?: string;
}
