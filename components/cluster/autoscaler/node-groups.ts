import { Tag } from "@pulumi/aws/autoscaling/tag.js";
import { NodeGroup } from "@pulumi/aws/eks/nodeGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { NODES_PER_GROUP } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import type { NodeGroupPlan } from "../../../fleet/nodes/node-groups.ts";
import { resourceTags } from "../../../fleet/tags.ts";
import type { CreatedGroup } from "./controller.ts";
import { createNodeRole } from "../node-role.ts";
import { createNodeTemplate } from "../node-template.ts";
import type { ClusterPlace, EksScope } from "../scope.ts";

/** Where groups go, besides the cluster. */
export interface GroupsPlace extends ClusterPlace {
  /** Subnet of each zone, by the zone's letter. */
  readonly subnetIds: ReadonlyMap<string, pulumi.Output<string>>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Largest number of pods on each of the nodes. Range 1..250. */
  readonly maxPods: number;
  /** Image of the nodes: Kubernetes minor, and patch and day, as the system nodes have it. */
  readonly version: string;
  readonly releaseVersion: string;
}

/** Managed groups of all pools, without a node until Cluster Autoscaler wants one. `name` begins their logical names. */
export function createNodeGroups(
  scope: EksScope,
  name: string,
  plans: readonly NodeGroupPlan[],
  place: GroupsPlace,
): readonly CreatedGroup[] {
  const { role, policies } = createNodeRole(scope, "pool-nodes");
  const template = createNodeTemplate(scope, "pool", place.securityGroupId, place.maxPods);
  const common = {
    clusterName: place.clusterName,
    nodeRoleArn: role.arn,
    version: place.version,
    releaseVersion: place.releaseVersion,
    launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
  };
  const options = { parent: scope.parent, dependsOn: [...policies, ...place.dependsOn] };
  return plans.map((plan) => {
    const subnetId = place.subnetIds.get(plan.zone);
    if (subnetId === undefined) throw new Error(`zone ${plan.zone} has no subnet of nodes`);
    const groupName = `${name}-group-${plan.key}`;
    const args = { ...common, ...groupArgs(plan), subnetIds: [subnetId], tags: resourceTags(groupName) };
    // Whatever is sent of the scaling sends the number of nodes along, as the state remembers it: the group would shrink.
    const group = new NodeGroup(groupName, args, { ...options, ignoreChanges: ["scalingConfig"] });
    const autoscalingGroup = group.resources.apply(([made]) => made?.autoscalingGroups[0]?.name ?? "");
    const tags = plan.tags.map(
      ({ role: of, key, value }) =>
        new Tag(
          `${groupName}-${of}`,
          { autoscalingGroupName: autoscalingGroup, tag: { key, value, propagateAtLaunch: false } },
          { parent: scope.parent },
        ),
    );
    return { ...plan, autoscalingGroup, resources: [group, ...tags] };
  });
}

/** What a group is, apart from the cluster it is in. Its largest size is what EKS allows: the autoscaler is told the real one. */
function groupArgs({ key, capacity, types, image, labels, taints, percent }: NodeGroupPlan) {
  return {
    // A replacement stands beside the old group until its pods have moved, so no two may share a name.
    nodeGroupNamePrefix: `${key}-`,
    amiType: image,
    capacityType: capacity === "spot" ? "SPOT" : "ON_DEMAND",
    instanceTypes: [...types],
    scalingConfig: { minSize: 0, desiredSize: 0, maxSize: NODES_PER_GROUP },
    updateConfig: { maxUnavailablePercentage: percent },
    labels,
    taints: taints.map((taint) => ({ ...taint, effect: "NO_SCHEDULE" })),
  };
}
