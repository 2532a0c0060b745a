/** One row of the table of threats: what a tenant may try, what stops it, and what shows that it does. */
export interface ThreatRow {
  readonly row: number;
  readonly threat: string;
  readonly control: string;
  /** Test files, from the folder of tests; attacks on guards are added by their rows. @default none */
  readonly tests?: readonly string[];
  /** What no test here can show. @default nothing */
  readonly open?: string;
}
