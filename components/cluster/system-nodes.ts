import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import { NodeGroup } from "@pulumi/aws/eks/nodeGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { SYSTEM_NODE_TAINT } from "../../fleet/eks-vocabulary.ts";
import { MAX_PODS, NODE_DISK_GIB } from "../../fleet/node-facts.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { createNodeRole } from "./node-role.ts";
import { nodeUserData } from "./node-user-data.ts";
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
  const template = createTemplate(scope, place.securityGroupId);
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

function createTemplate(scope: EksScope, securityGroupId: pulumi.Input<string>): LaunchTemplate {
  const name = `${scope.name}-system-template`;
  const tags = { ...scope.settings.tags, ...resourceTags(name, { Name: `${scope.name}-system` }) };
  return new LaunchTemplate(
    name,
    {
      // Pods must not find the node's credentials: a token is needed, and its answer dies after one hop.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: NODE_DISK_GIB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      vpcSecurityGroupIds: [securityGroupId],
      userData: nodeUserData(MAX_PODS),
      // EKS starts the machines, so the provider's tags do not reach them.
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      updateDefaultVersion: true,
      tags: resourceTags(name),
    },
    child(scope),
  );
}
