import Table from "cli-table3";
import type { Step } from "../../sandbox/engine/events.ts";

const PLAIN_CHARS = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

/** Past tense of the engine's operations. */
const DONE: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  replace: "replaced",
  "create-replacement": "created anew",
  "delete-replaced": "old one deleted",
  same: "unchanged",
  refresh: "unchanged",
  read: "read",
  import: "imported",
};

/** What a preview says of them: nothing was done yet. */
const TO_DO: Readonly<Record<string, string>> = {
  ...DONE,
  create: "to create",
  update: "to update",
  delete: "to delete",
  replace: "to replace",
  "create-replacement": "to create anew",
  "delete-replaced": "old one to delete",
  import: "to import",
};

/** Words for what was done, or for what a preview would do. */
const wordsOf = (preview: boolean): Readonly<Record<string, string>> => (preview ? TO_DO : DONE);

/** `Subnet` of `aws:ec2/subnet:Subnet`. */
const shortType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);

/** What was done, one line per component and type: `Network dev   Subnet   8 created`. */
export function stepsTable(steps: readonly Step[], preview = false): string {
  const words = wordsOf(preview);
  const groups = new Map<string, { component: string; type: string; counts: Map<string, number> }>();
  for (const { component = "stack", type, op } of steps) {
    const key = `${component} ${type}`;
    const group = groups.get(key) ?? { component, type: typeName(type), counts: new Map<string, number>() };
    const done = words[op] ?? op;
    group.counts.set(done, (group.counts.get(done) ?? 0) + 1);
    groups.set(key, group);
  }
  const table = new Table({
    head: ["component", "resource", preview ? "what an up does" : "what happened"],
    chars: PLAIN_CHARS,
    style: { head: [], border: [] },
  });
  let last = "";
  for (const [, { component, type, counts }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const happened = [...counts].map(([done, count]) => `${count} ${done}`).join(", ");
    table.push([component === last ? "" : component, type, happened]);
    last = component;
  }
  return table.toString();
}

function typeName(type: string): string {
  if (type.startsWith("atoll:")) return "the component";
  return type.startsWith("pulumi:providers:") ? `${shortType(type)} provider` : shortType(type);
}

/** `36 created, 2 updated`, over all resources. */
export function totals(steps: readonly Step[], preview = false): string {
  const words = wordsOf(preview);
  const counts = new Map<string, number>();
  for (const { op } of steps) {
    const done = words[op] ?? op;
    counts.set(done, (counts.get(done) ?? 0) + 1);
  }
  return [...counts].map(([done, count]) => `${count} ${done}`).join(", ");
}
