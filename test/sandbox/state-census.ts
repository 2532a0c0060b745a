import type { Cloud } from "../../sandbox/aws/cloud.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { exportState } from "../../sandbox/engine/state.ts";
import { recordRef } from "../../sandbox/kubernetes/release-record.ts";
import { splitId } from "../../sandbox/kubernetes/object.ts";
import { RELEASE_TYPE, resourceType } from "../../sandbox/kubernetes/resource-type.ts";

/** What the state of dev has: its resources by type and name, and the objects that carry their marks. */
export async function objectsInState(sandbox: Sandbox) {
  const { resources = [] } = await exportState(sandbox, "dev");
  const own = resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
  const marked = own.flatMap(({ type, id }) =>
    type.startsWith("kubernetes:") && id !== undefined ? [objectOf(type, id)] : [],
  );
  return {
    resources: own.map(({ type, urn }) => `${type} ${urn.split("::").slice(3).join("::")}`).sort(),
    marked: marked.sort(),
  };
}

function objectOf(type: string, id: string): string {
  if (type === RELEASE_TYPE) {
    const { namespace = "", name } = splitId(id);
    return `v1 Secret ${namespace}/${recordRef({ name, namespace }).name}`;
  }
  const { apiVersion, kind } = resourceType(type);
  return `${apiVersion} ${kind} ${id}`;
}

/** How many of each type the simulated cloud has that are in no state. */
export async function foreignToState(
  sandbox: Sandbox,
  cloud: Cloud,
): Promise<Readonly<Record<string, number>>> {
  const { resources = [] } = await exportState(sandbox, "dev");
  const ids = new Set(resources.map(({ id }) => id));
  const counts: Record<string, number> = {};
  for (const { type, id } of cloud.list()) if (!ids.has(id)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
