/** One thing that a rule forbids and somebody has allowed, for a reason and for a time. */
export interface Exception {
  /** Id of the rule. */
  readonly rule: string;
  /** Type of the resource. */
  readonly type: string;
  /** Name of the resource, or a pattern over the whole name. */
  readonly name: string | RegExp;
  /** Path of the value as the violation shows it. @default - every place of the resource */
  readonly path?: string;
  readonly reason: string;
  /** Team that answers for it. */
  readonly owner: string;
  /** Last day on which it holds, such as "2027-03-31". */
  readonly expires: string;
}

/** All exceptions; an expired one excepts nothing, and says so. */
export const EXCEPTIONS: readonly Exception[] = [];
