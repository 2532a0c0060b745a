import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import { MESH_SECURITY_API } from "../../fleet/mesh-vocabulary.ts";
import type { MeshPlan } from "./mesh-plan.ts";
import type { SliceScope } from "./walls.ts";

/**
 * Lets pods of a slice be spoken with in the mesh. It waits for the mesh, so it is no wall: nobody's role waits for it,
 * and until it is there the mesh lets nobody through.
 */
export function createMeshPolicy(
  { name, metadata, namespace, options }: SliceScope,
  spec: MeshPlan,
  after: readonly pulumi.Resource[],
): pulumi.Resource {
  return new CustomResource(
    `${name}-mesh`,
    {
      apiVersion: MESH_SECURITY_API,
      kind: "AuthorizationPolicy",
      metadata: { ...metadata, name: "tier" },
      spec,
    },
    { parent: options.parent, dependsOn: [namespace, ...after] },
  );
}
