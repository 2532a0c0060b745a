import * as tokens from "../../sandbox/aws/tokens.ts";
import { SECOND_SUBNET } from "./cluster-recipes.ts";
import type { Companion, Recipe } from "./one-of-each.ts";

/** Key of the launch template from which workers start. */
export const WORKER_TEMPLATE = "template of workers";

/** Key of the right to report to Systems Manager. */
const MANAGED = "managed instance";

export function machineCompanions(): Readonly<Record<string, readonly Companion[]>> {
  return {
    [tokens.AUTOSCALING_GROUP]: [
      [
        WORKER_TEMPLATE,
        tokens.LAUNCH_TEMPLATE,
        () => ({ name: "workers", imageId: "ami-0123456789abcdef0", instanceType: "m7g.large" }),
      ],
    ],
    [tokens.SSM_ASSOCIATION]: [
      [
        MANAGED,
        tokens.ROLE_POLICY_ATTACHMENT,
        (id) => ({
          role: id(tokens.ROLE),
          policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        }),
      ],
    ],
  };
}

/** Inputs of one of each type that servers need, and what stands before them, in the order of their dependencies. */
export function machineRecipes(): readonly Recipe[] {
  return [
    [tokens.SECRET, () => ({ name: "atoll/edge/server", recoveryWindowInDays: 0 })],
    [tokens.SECRET_VERSION, (id) => ({ secretId: id(tokens.SECRET), secretString: "token" })],
    [
      tokens.BUCKET_OBJECT,
      (id) => ({
        bucket: id(tokens.BUCKET),
        key: "keys.json",
        content: "{}",
        contentType: "application/json",
      }),
    ],
    [
      tokens.LOAD_BALANCER,
      (id) => ({
        ...{ name: "edge", loadBalancerType: "network", internal: true },
        ...{ subnets: [id(tokens.SUBNET), id(SECOND_SUBNET)], securityGroups: [id(tokens.SECURITY_GROUP)] },
      }),
    ],
    [
      tokens.TARGET_GROUP,
      (id) => ({
        ...{ name: "edge", protocol: "TCP", port: 6443, vpcId: id(tokens.VPC), preserveClientIp: "false" },
        healthCheck: { protocol: "TCP", interval: 15 },
      }),
    ],
    [
      tokens.LISTENER,
      (id) => ({
        ...{ loadBalancerArn: id(tokens.LOAD_BALANCER), protocol: "TCP", port: 6443 },
        defaultActions: [{ type: "forward", targetGroupArn: id(tokens.TARGET_GROUP) }],
      }),
    ],
    [
      tokens.INSTANCE,
      (id) => ({
        ...{ ami: "ami-0123456789abcdef0", instanceType: "m7g.large", subnetId: id(tokens.SUBNET) },
        ...{
          vpcSecurityGroupIds: [id(tokens.SECURITY_GROUP)],
          iamInstanceProfile: id(tokens.INSTANCE_PROFILE),
        },
        ...{ userData: "#cloud-config\n", metadataOptions: { httpTokens: "required" } },
        rootBlockDevice: { volumeSize: 20, volumeType: "gp3", encrypted: true },
      }),
    ],
    [
      tokens.TARGET,
      (id) => ({ targetGroupArn: id(tokens.TARGET_GROUP), targetId: id(tokens.INSTANCE), port: 6443 }),
    ],
    [
      tokens.AUTOSCALING_GROUP,
      (id) => ({
        ...{ name: "edge-workers", minSize: 1, maxSize: 3, vpcZoneIdentifiers: [id(tokens.SUBNET)] },
        launchTemplate: { id: id(WORKER_TEMPLATE), version: "1" },
        tags: [{ key: "Name", value: "edge-worker", propagateAtLaunch: true }],
      }),
    ],
    [
      tokens.SSM_ASSOCIATION,
      (id) => ({
        ...{ name: "AWS-RunShellScript", associationName: "edge-gate", parameters: { commands: "true" } },
        targets: [{ key: "InstanceIds", values: [id(tokens.INSTANCE)] }],
        waitForSuccessTimeoutSeconds: 60,
      }),
    ],
  ];
}
