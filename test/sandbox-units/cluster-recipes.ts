import * as tokens from "../../sandbox/aws/tokens.ts";
import { autoscalingGroupsOf } from "../../sandbox/aws/types/autoscaling-tag.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import type { State } from "./engine.ts";
import type { Made, Recipe } from "./one-of-each.ts";

/** Key of the subnet in another zone that a cluster needs. */
export const SECOND_SUBNET = "second subnet";

/** Of a queue that EventBridge may send to. */
export const QUEUE_STATEMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Principal: { Service: "events.amazonaws.com" },
      Resource: "*",
    },
  ],
});

export const SPOT_PATTERN = JSON.stringify({
  source: ["aws.ec2"],
  "detail-type": ["EC2 Spot Instance Interruption Warning"],
});

/** Name of the autoscaling group of a node group. */
export function groupOf({ outputs }: State): string {
  return autoscalingGroupsOf(outputs["resources"])[0]!;
}

const POLICY_ARN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

/** Import id of something in a cluster: `<cluster>:<name>`. */
const inCluster = ({ outputs }: State, name: string) =>
  `${outputs["clusterName"] as string}:${outputs[name] as string}`;

const output = (made: Made, type: string, name: string) => made.get(type)!.outputs[name]!;

function clusterInputs(id: (type: string) => string, made: Made): Properties {
  return {
    name: "dev",
    roleArn: output(made, tokens.ROLE, "arn"),
    version: "1.34",
    bootstrapSelfManagedAddons: false,
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    encryptionConfig: {
      provider: { keyArn: output(made, tokens.KMS_KEY, "arn") },
      resources: ["secrets"],
    },
    kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16" },
    upgradePolicy: { supportType: "STANDARD" },
    zonalShiftConfig: { enabled: true },
    vpcConfig: {
      subnetIds: [id(tokens.SUBNET), id(SECOND_SUBNET)],
      securityGroupIds: [id(tokens.SECURITY_GROUP)],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    },
  };
}

/** Inputs of one of each type that a cluster with Karpenter needs, in the order of their dependencies. */
export function clusterRecipes(): readonly Recipe[] {
  return [
    [tokens.INSTANCE_PROFILE, (id) => ({ name: "node", role: id(tokens.ROLE) })],
    [
      tokens.LAUNCH_TEMPLATE,
      () => ({ name: "system", metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } }),
    ],
    [tokens.CLUSTER, clusterInputs],
    [
      tokens.ACCESS_ENTRY,
      (id, made) => ({ clusterName: id(tokens.CLUSTER), principalArn: output(made, tokens.ROLE, "arn") }),
      (state) => inCluster(state, "principalArn"),
    ],
    [
      tokens.ACCESS_POLICY,
      (id, made) => ({
        clusterName: id(tokens.CLUSTER),
        principalArn: output(made, tokens.ROLE, "arn"),
        policyArn: POLICY_ARN,
        accessScope: { type: "cluster" },
      }),
    ],
    [
      tokens.POD_IDENTITY,
      (id, made) => ({
        clusterName: id(tokens.CLUSTER),
        namespace: "kube-system",
        serviceAccount: "aws-node",
        roleArn: output(made, tokens.ROLE, "arn"),
      }),
      ({ id, outputs }) => `${outputs["clusterName"] as string},${id}`,
    ],
    [
      tokens.ADDON,
      (id) => ({ clusterName: id(tokens.CLUSTER), addonName: "vpc-cni", addonVersion: "v1.20.0-eksbuild.1" }),
      (state) => inCluster(state, "addonName"),
    ],
    [
      tokens.NODE_GROUP,
      (id, made) => ({
        clusterName: id(tokens.CLUSTER),
        nodeGroupName: "system",
        nodeRoleArn: output(made, tokens.ROLE, "arn"),
        subnetIds: [id(tokens.SUBNET), id(SECOND_SUBNET)],
        instanceTypes: ["m7g.large"],
        scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 2 },
        launchTemplate: {
          id: id(tokens.LAUNCH_TEMPLATE),
          version: "1",
        },
        labels: { role: "system" },
        taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }],
      }),
      (state) => inCluster(state, "nodeGroupName"),
    ],
    [
      tokens.AUTOSCALING_TAG,
      (_id, made) => ({
        autoscalingGroupName: groupOf(made.get(tokens.NODE_GROUP)!),
        tag: { key: "size", value: "large", propagateAtLaunch: false },
      }),
    ],
    [tokens.QUEUE, () => ({ name: "karpenter", messageRetentionSeconds: 300, sqsManagedSseEnabled: true })],
    [tokens.QUEUE_POLICY, (id) => ({ queueUrl: id(tokens.QUEUE), policy: QUEUE_STATEMENT })],
    [tokens.EVENT_RULE, () => ({ name: "spot", eventPattern: SPOT_PATTERN })],
    [
      tokens.EVENT_TARGET,
      (id, made) => ({
        rule: id(tokens.EVENT_RULE),
        targetId: "queue",
        arn: output(made, tokens.QUEUE, "arn"),
      }),
      ({ outputs }) => `${outputs["rule"] as string}/${outputs["targetId"] as string}`,
    ],
  ];
}
