import type { ObjectsDiff } from "./objects-diff.ts";

/** What comes of rendering both sides of a release, or why nobody did. */
export type Rendering =
  | {
      readonly kind: "rendered";
      readonly objects: ObjectsDiff;
      /** Paths of values that only an update knows; words that stand for them were rendered. */
      readonly placeholders: readonly string[];
    }
  | { readonly kind: "not rendered"; readonly why: string };

/** A release that changes in the same way in all of these stacks. */
export interface ReleaseDiff {
  readonly name: string;
  /** Version of the chart before and after; the same where only values change. */
  readonly from: string;
  readonly to: string;
  readonly stacks: readonly string[];
  readonly rendering: Rendering;
}
