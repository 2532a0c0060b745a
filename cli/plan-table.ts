import Table from "cli-table3";
import pc from "picocolors";
import type { Plan } from "../plan/plan.ts";
import { type PlanTotals, planTotals, shortType, typeCounts } from "../plan/summary.ts";

const RULES = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
const STYLE = { head: [], border: [] };

/** One plan: how many resources of each type, then every resource. */
export function planTable(plan: Plan): string {
  const table = new Table({
    head: ["component", "resource", "count"],
    chars: RULES,
    style: STYLE,
    colAligns: ["left", "left", "right"],
  });
  let last = "";
  for (const { component, type, count } of typeCounts(plan)) {
    table.push([component === last ? "" : component, type, count]);
    last = component;
  }
  const width = Math.max(0, ...plan.resources.map(({ type }) => shortType(type).length));
  const lines = plan.resources.map(({ type, name, protect, importId }) => {
    const marks = [
      ...(protect ? ["protected"] : []),
      ...(importId === undefined ? [] : [`imports ${importId}`]),
    ];
    const note = marks.length === 0 ? "" : pc.dim(` (${marks.join(", ")})`);
    return `  ${shortType(type).padEnd(width)}  ${name}${note}`;
  });
  return [table.toString(), ...lines, `${plan.stack}: ${totalsText(plan)}`].join("\n");
}

/** Several plans: one line each, and the sum. */
export function plansTable(rows: readonly { readonly stack: string; readonly totals: PlanTotals }[]): string {
  const head = ["stack", "components", "resources", "protected", "imported"];
  const colAligns = ["left" as const, ...head.slice(1).map(() => "right" as const)];
  const table = new Table({ head, chars: RULES, style: STYLE, colAligns });
  for (const { stack, totals } of rows) {
    table.push([stack, totals.components, totals.resources, totals.isProtected, totals.imported]);
  }
  const count = rows.reduce((sum, { totals }) => sum + totals.resources, 0);
  const stacks = rows.length === 1 ? "1 stack" : `${rows.length} stacks`;
  return `${table.toString()}\n${stacks}, ${count} resources; name a stack to see its resources`;
}

function totalsText(plan: Plan): string {
  const { components, resources, isProtected, imported } = planTotals(plan);
  const parts = [
    `${resources} resources in ${components === 1 ? "1 component" : `${components} components`}`,
  ];
  if (isProtected > 0) parts.push(`${isProtected} protected`);
  if (imported > 0) parts.push(`${imported} imported`);
  return parts.join(", ");
}
