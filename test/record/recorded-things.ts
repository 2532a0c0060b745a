import * as pulumi from "@pulumi/pulumi";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";

export const STACK = "dev";

/** A resource of no provider, which takes any input. */
export class Thing extends pulumi.CustomResource {
  declare readonly value: pulumi.Output<string>;
  declare readonly made: pulumi.Output<string>;

  constructor(name: string, inputs: pulumi.Inputs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super("test:index:Thing", name, { made: undefined, ...inputs }, opts);
  }
}

/** What a program registers in a preview, or in an update. */
export const recorded = (program: () => unknown, preview = true): Promise<readonly PlannedResource[]> =>
  record(program, { stack: STACK, preview });
