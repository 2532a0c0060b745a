import { NodeGroup } from "@pulumi/aws/eks/nodeGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { SYSTEM_NODE_TAINT } from "../../fleet/eks-vocabulary.ts";
import { MAX_PODS } from "../../fleet/nodes/node-facts.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { createNodeRole } from "./node-role.ts";
import { createNodeTemplate } from "./node-template.ts";
import { child, type ClusterPlace, type EksScope } from "./scope.ts";

/** Two processors and 8 GiB, of several families: one may be sold out. */
const INSTANCE_TYPES = ["m7i.large", "m6i.large", "m6a.large", "m5.large"];

/** Where nodes go; they depend on the add-ons that make them ready and the rules by which they reach the API server. */
export interface SystemNodesPlace extends ClusterPlace {
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
}

/** The managed group that holds what must run before any other node: DNS, storage, Karpenter. */
export function createSystemNodes(scope: EksScope, place: SystemNodesPlace): NodeGroup {
  const { settings } = scope;
  const { role, policies } = createNodeRole(scope, "system-nodes");
  const template = createNodeTemplate(scope, "system", place.securityGroupId, MAX_PODS);
  const name = `${scope.name}-system-nodes`;
  return new NodeGroup(
    name,
    {
      clusterName: place.clusterName,
      // A replacement stands beside the old group until its pods have moved, so no two may share a name.
      nodeGroupNamePrefix: "system-",
      nodeRoleArn: role.arn,
      subnetIds: [...place.subnetIds],
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: INSTANCE_TYPES,
      version: settings.nodeKubernetes,
      releaseVersion: settings.nodeRelease,
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
      scalingConfig: {
        minSize: settings.systemNodes,
        desiredSize: settings.systemNodes,
        maxSize: settings.systemNodes + 1,
      },
      updateConfig: { maxUnavailablePercentage: 33 },
      taints: [{ key: SYSTEM_NODE_TAINT, value: "true", effect: "NO_SCHEDULE" }],
      tags: resourceTags(name),
    },
    child(scope, { dependsOn: [...policies, ...place.dependsOn] }),
  );
}
