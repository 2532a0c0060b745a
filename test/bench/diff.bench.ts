import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { loadFleet } from "../../fleet/load.ts";
import { reportOf } from "../../plan/diff-report.ts";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffText } from "../../plan/diff-text.ts";
import { diffFleets, diffSides } from "../../plan/fleet-diff.ts";
import type { Json, JsonMap } from "../../plan/json.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import type { BenchRow } from "./row.ts";

const STACKS = 300;
const TODAY = new Date().toISOString().slice(0, 10);

/** A cluster of about 550 resources, with tenants. */
const SAMPLE = "prod-bank";

/** Figures of the comparison of many clusters, all of them planned before: copies of one, each with names and ranges of its own. */
export async function run(): Promise<readonly BenchRow[]> {
  const fleet = loadFleet(join(import.meta.dirname, "../../examples/enterprise"), TODAY);
  const sample = await planStack(fleet, SAMPLE);
  const plans = (text: string): readonly Plan[] =>
    Array.from({ length: STACKS }, (_, index) => copyOf(text, index));
  const text = JSON.stringify(sample);
  const [before, again] = [plans(text), plans(text)];
  const after = plans(JSON.stringify({ ...sample, resources: sample.resources.map(edited) }));
  const digests = before.map(({ stack }) => ({ stack, digest: stack, read: unread }));
  const resources = sample.resources.length;
  const of = `${STACKS} stacks of ${resources} resources`;
  const rows: BenchRow[] = [];
  const timed = <Result>(name: string, bar: string, work: () => Result): Result => {
    const started = performance.now();
    const result = work();
    rows.push({ name, value: performance.now() - started, unit: "ms", bar });
    return result;
  };
  timed(`${of}, the same by their digests`, "1,000 ms", () => diffSides(digests, digests));
  timed(`${of}, the same, compared`, "1,000 ms", () => diffFleets(before, again));
  const diff = timed(`${of}, all changed: compared`, "with the next, 5,000 ms", () =>
    diffFleets(before, after),
  );
  const { groups } = timed("the same: verdict, groups, who is affected", "", () => reportOf(diff));
  timed("the same: told as text, groups included", "", () => diffText(diff));
  timed("the same: told as Markdown, groups included", "", () => diffMarkdown(diff, { revision: "main" }));
  const changes = diff.changed.reduce((sum, one) => sum + one.changed.length + one.replaced.length, 0);
  return [
    ...rows,
    { name: "changed resources in all", value: changes, unit: "" },
    { name: "groups they are told in", value: groups.length, unit: "" },
  ];
}

function unread(): never {
  throw new Error("a stack with the same digest on both sides is read by nobody");
}

/** The same cluster under another name, with another range and other tenants. */
function copyOf(text: string, index: number): Plan {
  const range = `10.${index % 256}.`;
  const stack = `${SAMPLE}${index}`;
  return JSON.parse(text.replaceAll(SAMPLE, stack).replaceAll(/\b10\.\d+\./g, range)) as Plan;
}

/** What a change of defaults does: something in every chart, every quota and every subnet. */
function edited(resource: PlannedResource): PlannedResource {
  const { type, inputs } = resource;
  if (type === "kubernetes:helm.sh/v3:Release")
    return { ...resource, inputs: withValue(inputs, "values", "edited") };
  if (type === "kubernetes:core/v1:ResourceQuota")
    return { ...resource, inputs: withValue(inputs, "spec", "edited") };
  if (type === "aws:ec2/subnet:Subnet") return { ...resource, inputs: withValue(inputs, "tags", "edited") };
  return resource;
}

function withValue(inputs: JsonMap, input: string, key: string): JsonMap {
  return { ...inputs, [input]: { ...(inputs[input] as Readonly<Record<string, Json>>), [key]: "yes" } };
}
