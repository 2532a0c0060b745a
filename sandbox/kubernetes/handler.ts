import type { Properties } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, Target } from "../provider/stand-in.ts";

/** What the stand-in can do with one class of types: objects, patches of objects, releases. */
export interface Handler {
  check(target: Target, before: Properties, inputs: Properties, seed: Uint8Array): Promise<CheckResult>;
  diff(before: Properties, after: Properties): DiffResult;
  preview(target: Target, inputs: Properties, before: Properties | undefined): Promise<Properties>;
  create(target: Target, inputs: Properties): Promise<Created>;
  read(target: Target, id: string, before: Properties, state: Properties): Promise<ReadResult | undefined>;
  update(target: Target, inputs: Properties, before: Properties): Promise<Properties>;
  delete(target: Target, id: string, before: Properties): Promise<void>;
}
