import type { Facts, Resource } from "../../policy/resource.ts";

/** One small stack, and what a rule says of it. */
export interface Fixture {
  /** A resource is named `it`, and unprotected, unless it says otherwise. */
  readonly given: readonly (Pick<Resource, "type" | "inputs"> & Partial<Resource>)[];
  /** What is known beyond the resources. @default - nothing */
  readonly facts?: Facts;
  /**
   * Every message, in order. Of a violation all but the rule's remedy: `cidrIpv4: expected ..., got "0.0.0.0/0"`; of an
   * unknown value the place and what is expected of it: `cidrIpv4: expected ...`. A resource with a name of its own
   * comes before: `open cidrIpv4: ...`.
   */
  readonly says: readonly string[];
}

/** What `test/policy/fixtures/<group>/<id>.ts` exports for each rule: at least one of each kind. */
export interface Fixtures {
  readonly passing: readonly Omit<Fixture, "says">[];
  readonly failing: readonly Fixture[];
  /** Values that decide and are not known yet: never a violation, never silence. */
  readonly unknown: readonly Fixture[];
}
