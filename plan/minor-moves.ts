import { minorNumber } from "../fleet/upgrade/layers.ts";
import { ROLLBACK_DAYS } from "../fleet/upgrade/rollback.ts";
import type { StackDiff } from "./fleet-diff.ts";
import { isMap } from "./json.ts";
import type { ResourceChange } from "./resource-change.ts";

const CONTROL_PLANE = "aws:eks/cluster:Cluster";

/** What carries a Kubernetes minor in `version`, by type, in the order in which it moves. */
const CARRIERS: Readonly<Record<string, string>> = {
  [CONTROL_PLANE]: "control plane",
  "aws:eks/nodeGroup:NodeGroup": "managed nodes",
};

/** Said of each step of a Kubernetes upgrade: it looks like any other update, and little of it can be taken back. */
export function minorTexts(diff: StackDiff): readonly string[] {
  const { stack, changed } = diff;
  const releases = changed.flatMap(releaseText).map((text) => `${stack}: ${text}`);
  return [...managedTexts(diff), ...releases];
}

/** Said of each step backwards: EKS takes back a control plane for some days, and nothing else ever. */
export function backTexts({ stack, changed }: StackDiff): readonly string[] {
  return changed.flatMap(({ after, leaves }) => {
    const path = after.type === RELEASE_PLAN ? "spec.version" : "version";
    const what = after.type === RELEASE_PLAN ? "nodes of K3s" : CARRIERS[after.type];
    const leaf = leaves.find((one) => one.path === path);
    if (what === undefined || typeof leaf?.before !== "string" || typeof leaf.after !== "string") return [];
    return isBack(leaf.before, leaf.after)
      ? [`${stack}: ${what} ${leaf.before} -> ${leaf.after}, an older Kubernetes`]
      : [];
  });
}

/** Compares versions such as `1.35` and `v1.35.2+k3s1`, number by number. */
function isBack(from: string, to: string): boolean {
  const [was, is] = [from, to].map((version) => (version.match(/\d+/g) ?? []).map(Number));
  const step = (was ?? []).findIndex((number, index) => number !== (is?.[index] ?? number));
  return step >= 0 && (is?.[step] ?? 0) < (was?.[step] ?? 0);
}

function managedTexts({ stack, changed }: StackDiff): readonly string[] {
  return Object.entries(CARRIERS).flatMap(([type, what]) => {
    const moved = changed.filter(({ after }) => after.type === type).map(moveOf);
    return [
      ...new Set(moved.flatMap((move) => (move === undefined ? [] : [moveText(type, what, move)]))),
    ].map((text) => `${stack}: ${text}`);
  });
}

/** By what K3s moves its nodes to another release, and what is said of each by its name in the cluster. */
const RELEASE_PLAN = "kubernetes:upgrade.cattle.io/v1:Plan";
const RELEASE_NOTES: Readonly<Record<string, string>> = {
  servers: "one after another, and no way back but a snapshot of before",
  agents: "each of which is drained first",
};

function releaseText({ after, leaves }: ResourceChange): readonly string[] {
  const leaf = leaves.find(({ path }) => path === "spec.version");
  if (after.type !== RELEASE_PLAN || typeof leaf?.before !== "string" || typeof leaf.after !== "string")
    return [];
  const { metadata = null } = after.inputs;
  const name = isMap(metadata) && typeof metadata["name"] === "string" ? metadata["name"] : after.name;
  return [[`${name} ${leaf.before} -> ${leaf.after}`, ...noteOf(name)].join(", ")];
}

function noteOf(name: string): readonly string[] {
  const note = RELEASE_NOTES[name];
  return note === undefined ? [] : [note];
}

interface Move {
  readonly from: string;
  readonly to: string;
}

function moveText(type: string, what: string, { from, to }: Move): string {
  return `${what} ${from} -> ${to}, ${noteOn(type, minorNumber(to) - minorNumber(from))}`;
}

function moveOf({ leaves }: ResourceChange): Move | undefined {
  const leaf = leaves.find(({ path }) => path === "version");
  return typeof leaf?.before === "string" && typeof leaf.after === "string"
    ? { from: leaf.before, to: leaf.after }
    : undefined;
}

function noteOn(type: string, steps: number): string {
  if (steps < 0)
    return type === CONTROL_PLANE
      ? `which EKS does within ${ROLLBACK_DAYS} days of the upgrade`
      : "which replaces each of them; EKS takes a control plane back once no node is newer";
  if (steps > 1) return `which is ${steps} minors, and EKS refuses more than one`;
  return type === CONTROL_PLANE
    ? `one step, which EKS takes back for ${ROLLBACK_DAYS} days, as long as no node is newer`
    : "one step, which replaces each of them; the control plane has no way back afterwards";
}
