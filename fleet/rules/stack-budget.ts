import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { pairOf } from "../upgrade/succession.ts";

/** Resources that one stack may hold: above, an update takes longer than a person waits for. */
const STACK_RESOURCES = 2_000;

/** What network, cluster and platform may use of them. */
const BASE_RESOURCES = 500;

/** What the slice of one environment takes, its component included. A test counts them. */
export const SLICE_RESOURCES = 13;

/** What it takes beside that where its cluster has a mesh. A test counts them. */
export const MESH_RESOURCES = 1;

/** The slice, what it takes in a mesh, and the record by which it is found. */
const ENVIRONMENT_RESOURCES = SLICE_RESOURCES + MESH_RESOURCES + 1;

/** Environments of tenants that fit into one cluster's stack. */
export const MAX_SLICES = Math.floor((STACK_RESOURCES - BASE_RESOURCES) / ENVIRONMENT_RESOURCES);

/** Clusters with more tenants than one stack carries. */
export function stackBudgetFindings(inventory: Inventory): readonly Finding[] {
  const slices = new Map<string, number>();
  for (const { environments } of inventory.tenants.values()) {
    for (const { cluster } of Object.values(environments))
      for (const one of pairOf(inventory, cluster)) slices.set(one, (slices.get(one) ?? 0) + 1);
  }
  return [...inventory.clusters.keys()].flatMap((id) => {
    const count = slices.get(id) ?? 0;
    if (count <= MAX_SLICES) return [];
    const room = `${STACK_RESOURCES - BASE_RESOURCES} of a stack's ${STACK_RESOURCES} resources`;
    const expected = `at most ${MAX_SLICES} tenants' environments, each of ${ENVIRONMENT_RESOURCES} resources: ${room} are theirs`;
    const hint = "place the new ones on another cluster";
    return [{ file: `clusters/${id}.yaml`, at: [], expected, got: `${count}`, hint }];
  });
}
