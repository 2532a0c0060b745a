import Table from "cli-table3";
import pc from "picocolors";
import type { Step } from "../../sandbox/engine/events.ts";
import type { OperationReport } from "../../sandbox/engine/operation.ts";

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

/** `Subnet` of `aws:ec2/subnet:Subnet`. */
const shortType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);

/** What was done, one line per component and type: `Network dev   Subnet   8 created`. */
export function stepsTable(steps: readonly Step[]): string {
  const groups = new Map<string, { component: string; type: string; counts: Map<string, number> }>();
  for (const { component = "stack", type, op } of steps) {
    if (type.startsWith("atoll:")) continue;
    const key = `${component} ${type}`;
    const group = groups.get(key) ?? { component, type: typeName(type), counts: new Map<string, number>() };
    const done = DONE[op] ?? op;
    group.counts.set(done, (group.counts.get(done) ?? 0) + 1);
    groups.set(key, group);
  }
  const table = new Table({
    head: ["component", "resource", "what happened"],
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
  return type.startsWith("pulumi:providers:") ? `${shortType(type)} provider` : shortType(type);
}

/** `36 created, 2 updated`, over all resources. */
export function totals(steps: readonly Step[]): string {
  const counts = new Map<string, number>();
  for (const { op } of steps) {
    const done = DONE[op] ?? op;
    counts.set(done, (counts.get(done) ?? 0) + 1);
  }
  return [...counts].map(([done, count]) => `${count} ${done}`).join(", ");
}

/** A failed operation, with everything that was said about it. */
export function failureText(stack: string, report: OperationReport): string {
  const messages = report.messages.map((message) => `  ${message.replaceAll("\n", "\n  ")}`);
  const remedy = remedyOf(stack, report.messages.join("\n"));
  return [pc.red(`${stack}: the operation failed`), ...messages, ...remedy].join("\n");
}

/** What to do about failures that look worse than they are. */
function remedyOf(stack: string, said: string): readonly string[] {
  const killed = /currently locked by|pending operations|failed to load checkpoint|was ended by SIGKILL/.test(
    said,
  );
  return killed
    ? ["", `If a run was killed: npx atoll recover ${stack} --sandbox, then run this again.`]
    : [];
}
