import { LOCK_FILE } from "../addresses/held-ranges.ts";
import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import type { LockedCluster } from "../schema/lock.ts";
import { isReachable, layersText, minorNumber, nextMinor, settledMinor } from "../upgrade/layers.ts";
import { minorsBetween } from "../upgrade/path.ts";

/** A target that no legal step of a live cluster leads to, and layers in the lock that no step leads to. */
export function versionMoves({ id, kind, kubernetes }: Cluster, locked: LockedCluster): readonly Finding[] {
  const layers = locked.kubernetes;
  if (kind !== "eks" || layers === undefined) return [];
  if (!isReachable(layers)) {
    const expected =
      "layers that steps lead to: each behind the one before it, and none by more than one minor";
    return [
      {
        file: LOCK_FILE,
        at: ["clusters", id, "kubernetes"],
        expected,
        got: layersText(layers),
        hint: RESTORE,
      },
    ];
  }
  const { controlPlane } = layers;
  const where = { file: `clusters/${id}.yaml`, at: ["kubernetes"] };
  if (minorNumber(kubernetes) < minorNumber(controlPlane)) {
    const expected = `${controlPlane}, which the lock says of its control plane, or the minor after it`;
    return [
      {
        ...where,
        expected,
        hint: "a control plane goes up one minor at a time; docs/upgrades.md tells when EKS rolls one back",
      },
    ];
  }
  if (settledMinor(layers) === undefined) {
    if (kubernetes === controlPlane) return [];
    const expected = `${controlPlane} until all of the cluster has it (now ${layersText(layers)})`;
    return [{ ...where, expected, hint: `finish that upgrade first: atoll upgrade next ${id}` }];
  }
  if (minorNumber(kubernetes) <= minorNumber(controlPlane) + 1) return [];
  const path = [controlPlane, ...minorsBetween(controlPlane, kubernetes)].join(" -> ");
  const expected = `${controlPlane} or ${nextMinor(controlPlane)}, for a control plane moves one minor at a time`;
  return [{ ...where, expected, hint: `go ${path}, each with all its steps` }];
}

const RESTORE = "restore the lock from git; atoll upgrade next alone moves them";
