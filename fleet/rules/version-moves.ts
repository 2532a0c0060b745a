import { LOCK_FILE } from "../addresses/held-ranges.ts";
import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import type { LockedCluster } from "../schema/lock.ts";
import {
  hasLayers,
  isReachable,
  layerName,
  layersText,
  minorNumber,
  nextMinor,
  settledMinor,
} from "../upgrade/layers.ts";
import { minorsBetween } from "../upgrade/path.ts";

/** A target that no legal step of a live cluster leads to, and layers in the lock that no step leads to. */
export function versionMoves(cluster: Cluster, locked: LockedCluster): readonly Finding[] {
  const { id, kind, kubernetes } = cluster;
  const layers = locked.kubernetes;
  if (!hasLayers(cluster) || layers === undefined) return [];
  if (!isReachable(layers)) {
    const expected =
      "layers that steps lead to: each behind the one before it, and none by more than one minor";
    return [
      {
        file: LOCK_FILE,
        at: ["clusters", id, "kubernetes"],
        expected,
        got: layersText(layers, kind),
        hint: RESTORE,
      },
    ];
  }
  const { controlPlane } = layers;
  const where = { file: `clusters/${id}.yaml`, at: ["kubernetes"] };
  if (minorNumber(kubernetes) < minorNumber(controlPlane)) {
    return [{ ...where, ...wayBack(kind, controlPlane) }];
  }
  if (settledMinor(layers) === undefined) {
    if (kubernetes === controlPlane) return [];
    const expected = `${controlPlane} until all of the cluster has it (now ${layersText(layers, kind)})`;
    return [{ ...where, expected, hint: `finish that upgrade first: atoll upgrade next ${id}` }];
  }
  if (minorNumber(kubernetes) <= minorNumber(controlPlane) + 1) return [];
  const path = [controlPlane, ...minorsBetween(controlPlane, kubernetes)].join(" -> ");
  const expected = `${controlPlane} or ${nextMinor(controlPlane)}, for ${MOVES[kind === "k3s" ? "k3s" : "eks"]} one minor at a time`;
  return [{ ...where, expected, hint: `go ${path}, each with all its steps` }];
}

/** What to say of a minor that is lower than what a cluster has. */
function wayBack(kind: Cluster["kind"], has: string): Pick<Finding, "expected" | "hint"> {
  const expected = `${has}, which the lock says of its ${layerName("controlPlane", kind)}, or the minor after it`;
  if (kind === "k3s") return { expected, hint: "servers go up one minor at a time, and never back" };
  return {
    expected,
    hint: "a control plane goes up one minor at a time; docs/upgrades.md tells when EKS rolls one back",
  };
}

const MOVES = { eks: "a control plane moves", k3s: "servers move" } as const;
const RESTORE = "restore the lock from git; atoll upgrade next alone moves them";
