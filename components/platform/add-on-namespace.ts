import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../cluster/cluster.ts";
import type { AddOn, AddOnContract } from "./contract.ts";
import { MANAGED_BY_LABEL } from "../../fleet/tenant-vocabulary.ts";
import type { PlatformSettings } from "./settings.ts";
import { addOnPolicies, namespaceLabels } from "./plan.ts";

interface Enclosed {
  readonly addOn: AddOn;
  readonly cluster: Cluster;
  readonly settings: PlatformSettings;
}

/** All volumes of a namespace go with it, whatever its objects say of their own. */
function refusesDeletion({ keepsVolumes }: AddOnContract, { protect = false }: PlatformSettings): boolean {
  return keepsVolumes === true && protect;
}

/** The namespace of an add-on and the policies that close it: what must exist before the first of its pods. */
export function addOnNamespace(
  name: string,
  { addOn, cluster, settings }: Enclosed,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  const { contract } = addOn;
  const labels = namespaceLabels(contract, cluster.facts.kubernetes);
  // Its pods and load balancers need nodes and controllers to end well, so it goes before those do.
  const namespace = new Namespace(
    `${name}-namespace`,
    { metadata: { name: contract.namespace, labels } },
    { parent, protect: refusesDeletion(contract, settings), dependsOn: [...cluster.ready] },
  );
  const policies = [...addOnPolicies(addOn, settings, cluster.facts)].map(
    ([policy, spec]) =>
      new NetworkPolicy(
        `${name}-${policy}`,
        {
          metadata: { name: policy, namespace: contract.namespace, labels: { [MANAGED_BY_LABEL]: "atoll" } },
          spec,
        },
        // They go with the namespace, whose pods end first: the chart's release does not wait for those.
        { parent, dependsOn: [namespace], deletedWith: namespace },
      ),
  );
  return [namespace, ...policies];
}
