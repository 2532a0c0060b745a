import type { AwsClient } from "../recover/aws-client.ts";

/** A sort of thing in the cloud that controllers of a cluster make. */
export interface ControllerKind {
  readonly name: string;
  /** Beginning of its ARN, from the service on, without region and account. */
  readonly prefix: RegExp;
  /** Whether it still exists. AWS goes on listing by tags for some time what was just deleted. */
  exists(client: AwsClient, arn: string): Promise<boolean>;
  /** Deletes one whose controller is gone; undefined for what holds data, which only people delete. */
  readonly remove?: (client: AwsClient, arn: string) => Promise<unknown>;
}

/** `i-0a1b` of `arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b`. */
const idOf = (arn: string): string => arn.slice(arn.indexOf("/") + 1);

interface Instances {
  readonly Reservations: readonly {
    readonly Instances: readonly { readonly State: { readonly Name: string } }[];
  }[];
}

const INSTANCE: ControllerKind = {
  name: "Instance",
  prefix: /^ec2:instance\//,
  async exists(client, arn) {
    const call = ["ec2", "describe-instances", "--instance-ids", idOf(arn)];
    const answer = await client.ask<Instances>(call, "InvalidInstanceID.NotFound");
    const machines = answer?.Reservations.flatMap(({ Instances: machines }) => machines) ?? [];
    return machines.some(({ State }) => State.Name !== "terminated");
  },
  remove: (client, arn) =>
    client.ask(["ec2", "terminate-instances", "--instance-ids", idOf(arn)], "InvalidInstanceID.NotFound"),
};

const LOAD_BALANCER: ControllerKind = {
  name: "LoadBalancer",
  prefix: /^elasticloadbalancing:loadbalancer\/(app|net|gwy)\//,
  async exists(client, arn) {
    const call = ["elbv2", "describe-load-balancers", "--load-balancer-arns", arn];
    return (await client.ask(call, "LoadBalancerNotFound")) !== undefined;
  },
  remove: (client, arn) => client.ask(["elbv2", "delete-load-balancer", "--load-balancer-arn", arn]),
};

const CLASSIC_LOAD_BALANCER: ControllerKind = {
  name: "LoadBalancer",
  prefix: /^elasticloadbalancing:loadbalancer\/[^/]+$/,
  async exists(client, arn) {
    const call = ["elb", "describe-load-balancers", "--load-balancer-names", idOf(arn)];
    return (await client.ask(call, "LoadBalancerNotFound")) !== undefined;
  },
  remove: (client, arn) => client.ask(["elb", "delete-load-balancer", "--load-balancer-name", idOf(arn)]),
};

const TARGET_GROUP: ControllerKind = {
  name: "TargetGroup",
  prefix: /^elasticloadbalancing:targetgroup\//,
  async exists(client, arn) {
    const call = ["elbv2", "describe-target-groups", "--target-group-arns", arn];
    return (await client.ask(call, "TargetGroupNotFound")) !== undefined;
  },
  remove: (client, arn) => client.ask(["elbv2", "delete-target-group", "--target-group-arn", arn]),
};

const VOLUME: ControllerKind = {
  name: "Volume",
  prefix: /^ec2:volume\//,
  async exists(client, arn) {
    const call = ["ec2", "describe-volumes", "--volume-ids", idOf(arn)];
    return (await client.ask(call, "InvalidVolume.NotFound")) !== undefined;
  },
};

const SNAPSHOT: ControllerKind = {
  name: "Snapshot",
  prefix: /^ec2:snapshot\//,
  async exists(client, arn) {
    const call = ["ec2", "describe-snapshots", "--snapshot-ids", idOf(arn)];
    return (await client.ask(call, "InvalidSnapshot.NotFound")) !== undefined;
  },
};

/** In the order in which they go: a target group is in use as long as its balancer is. */
export const ARN_KINDS_OF_CONTROLLERS: readonly ControllerKind[] = [
  INSTANCE,
  LOAD_BALANCER,
  CLASSIC_LOAD_BALANCER,
  TARGET_GROUP,
  VOLUME,
  SNAPSHOT,
];

/** `LoadBalancer arn:...`, or the ARN alone. */
export function taggedText({
  kind,
  arn,
}: {
  readonly kind: ControllerKind | undefined;
  readonly arn: string;
}): string {
  return kind === undefined ? arn : `${kind.name} ${arn}`;
}
