import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import type * as pulumi from "@pulumi/pulumi";
import { NODE_DISK_GIB } from "../../fleet/nodes/node-facts.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { machineTags } from "./custom-network-plan.ts";
import { nodeUserData } from "./node-user-data.ts";
import { child, type EksScope } from "./scope.ts";

/** What machines of managed groups have in common: an encrypted disk, and credentials that no pod can fetch. Each takes `maxPods` pods. */
export function createNodeTemplate(
  scope: EksScope,
  key: "system" | "pool",
  securityGroupId: pulumi.Input<string>,
  maxPods: number,
): LaunchTemplate {
  const name = `${scope.name}-${key}-template`;
  const tags = { ...machineTags(scope.settings), ...resourceTags(name, { Name: `${scope.name}-${key}` }) };
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
      userData: nodeUserData(maxPods),
      // EKS starts the machines, so the provider's tags do not reach them.
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      updateDefaultVersion: true,
      tags: resourceTags(name),
    },
    child(scope),
  );
}
