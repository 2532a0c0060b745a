import type { ClusterEntry } from "../fleet/schema/cluster.ts";

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
  /**
   * Keys (`type::name`) of the resources that an input's value comes from, by input, where that value is not known yet;
   * in the engine only rules over a stack see them.
   */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
}

/** What a rule must know beyond the resources. Absent when nobody could say it. */
export interface Facts {
  /** Whether the stack's stateful resources refuse deletion, as its service level and its entry say. */
  readonly protect?: boolean;
  /** What the stack's cluster is for; of what several share, that of the one that most depends on. */
  readonly environment?: ClusterEntry["environment"];
}
