/** A provider whose settings reach the resources below it. */
export interface ProviderFacts {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** One resource as a rule sees it, whether it comes from a plan or from the engine. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  /** Its explicit provider; absent for components and providers. */
  readonly provider?: ProviderFacts;
}

/** What a rule must know beyond the resources. */
export interface Facts {
  /**
   * Whether the stack's stateful resources refuse deletion, as its service level and its entry say; absent when nobody
   * could say it.
   */
  readonly protect?: boolean;
}
