import Table from "cli-table3";
import type { Bump } from "./bumps.ts";

const RULES = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

/** Versions that may follow: one line for each. */
export function bumpTable(bumps: readonly Bump[]): string {
  if (bumps.length === 0) return "no chart is behind: the catalog allows no newer version";
  const head = ["chart", "has", "may have", "why", "blocked by", "touches"];
  const table = new Table({ head, chars: RULES, style: { head: [], border: [] } });
  for (const { chart, from, to, why, blocked, touches } of bumps)
    table.push([chart, from, to, why, blocked.join("\n") || "-", touches.join(", ") || "no cluster"]);
  return table.toString();
}
