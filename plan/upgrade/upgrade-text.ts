import type { UpgradeCheck } from "../../fleet/upgrade/check.ts";
import { layerName, layersText } from "../../fleet/upgrade/layers.ts";
import type { PlanDiff } from "../diff.ts";
import { inputOf } from "../diff.ts";
import { shortType } from "../summary.ts";
import type { PairPlan } from "./pair-plan.ts";
import { isBlocked, type PlannedStep, type UpgradePlan } from "./upgrade-plan.ts";

type Tone = "blocked" | "ok" | "note" | "not checked" | "title";
export type PaintUpgrade = (tone: Tone, text: string) => string;

const PLAIN: PaintUpgrade = (_tone, text) => text;

/** An upgrade plan for the terminal. */
export function upgradeText(plan: UpgradePlan, paint: PaintUpgrade = PLAIN): string {
  const { cluster, kind, layers, target, steps, checks, rollback, pair } = plan;
  const title = `${cluster}: Kubernetes ${layersText(layers, kind)}, target ${target}`;
  return [
    paint("title", title),
    ...(steps.length === 0
      ? ["nothing to do"]
      : steps.flatMap((step, index) => stepLines(step, index, kind))),
    ...(checks.length === 0 ? [] : ["", ...checkLines(checks, paint)]),
    "",
    `rollback: ${rollback.reason}`,
    ...(pair === undefined ? [] : ["", ...pairLines(pair, paint)]),
    ...(isBlocked(plan) ? ["", paint("blocked", "blocked: see above")] : []),
  ].join("\n");
}

function stepLines(step: PlannedStep, index: number, kind: string): readonly string[] {
  const { layer, from, to, diff } = step;
  const changes = changesOf(diff).map((line) => `     ${line}`);
  return [
    `  ${index + 1}. ${layerName(layer, kind)} ${from} -> ${to}`,
    ...(changes.length === 0 ? ["     nothing of ours changes"] : changes),
  ];
}

/** What an update with the step does, one line for each type. */
export function changesOf({ replaced, deleted, changed, added }: PlanDiff): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { after, leaves } of changed) {
    const inputs = [...new Set(leaves.map(({ path }) => inputOf(path)))].join(", ");
    const key = `~ ${shortType(after.type)} (${inputs})`;
    groups.set(key, [...(groups.get(key) ?? []), after.name]);
  }
  const plain = (sign: string, resources: readonly { readonly type: string; readonly name: string }[]) =>
    resources.map(({ type, name }) => `${sign} ${shortType(type)} ${name}`);
  return [
    ...plain(
      "! replaced",
      replaced.map(({ after }) => after),
    ),
    ...plain("- deleted", deleted),
    ...[...groups].map(([key, names]) => `${key}: ${shown(names)}`),
    ...plain("+", added),
  ];
}

const SHOWN = 4;

function shown(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return [...names.slice(0, SHOWN), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

function checkLines(checks: readonly UpgradeCheck[], paint: PaintUpgrade): readonly string[] {
  return checks.map(
    ({ name, outcome, detail }) => `  ${paint(outcome, outcome.padEnd(11))}  ${name}: ${detail}`,
  );
}

function pairLines(
  { old, successor, weights, records, noRecords, checks }: PairPlan,
  paint: PaintUpgrade,
): readonly string[] {
  const shares = Object.entries(weights).map(([id, weight]) => `${id} ${weight}`);
  return [
    paint("title", `${successor} replaces ${old}; traffic: ${shares.join(", ")}`),
    ...records.map((one) => `  ${one.name}  weight ${one.weight}, set identifier ${one.setIdentifier}`),
    ...Object.entries(noRecords).map(([id, why]) => `  ${id} makes none of its records: ${why}`),
    ...checkLines(checks, paint),
  ];
}
