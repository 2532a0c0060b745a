import type { AwsClient } from "../recover/aws-client.ts";

/** Where a thing is. */
export interface Seen {
  /** Id of the VPC that it lies in; undefined when it lies in none. */
  readonly vpcId?: string | undefined;
}

/** A sort of thing in the cloud that controllers of a cluster make. */
export interface ControllerKind {
  readonly name: string;
  /** Beginning of its ARN, from the service on, without region and account. */
  readonly prefix: RegExp;
  /** What AWS says of it; undefined for what is gone: by tags AWS goes on listing for some time what was just deleted. */
  look(client: AwsClient, arn: string): Promise<Seen | undefined>;
  /** Deletes one whose controller is gone; undefined for what holds data, which only people delete. */
  readonly remove?: (client: AwsClient, arn: string) => Promise<unknown>;
}

/** `i-0a1b` of `arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b`. */
const idOf = (arn: string): string => arn.slice(arn.indexOf("/") + 1);

interface Instances {
  readonly Reservations: readonly {
    readonly Instances: readonly { readonly State: { readonly Name: string }; readonly VpcId?: string }[];
  }[];
}

const INSTANCE: ControllerKind = {
  name: "Instance",
  prefix: /^ec2:instance\//,
  async look(client, arn) {
    const call = ["ec2", "describe-instances", "--instance-ids", idOf(arn)];
    const answer = await client.ask<Instances>(call, "InvalidInstanceID.NotFound");
    const machines = answer?.Reservations.flatMap(({ Instances: machines }) => machines) ?? [];
    const machine = machines.find(({ State }) => State.Name !== "terminated");
    return machine === undefined ? undefined : { vpcId: machine.VpcId };
  },
  remove: (client, arn) =>
    client.ask(["ec2", "terminate-instances", "--instance-ids", idOf(arn)], "InvalidInstanceID.NotFound"),
};

const LOAD_BALANCER: ControllerKind = {
  name: "LoadBalancer",
  prefix: /^elasticloadbalancing:loadbalancer\/(app|net|gwy)\//,
  async look(client, arn) {
    const call = ["elbv2", "describe-load-balancers", "--load-balancer-arns", arn];
    const answer = await client.ask<{ readonly LoadBalancers: readonly { readonly VpcId?: string }[] }>(
      call,
      "LoadBalancerNotFound",
    );
    return answer === undefined ? undefined : { vpcId: answer.LoadBalancers[0]?.VpcId };
  },
  remove: (client, arn) => client.ask(["elbv2", "delete-load-balancer", "--load-balancer-arn", arn]),
};

const CLASSIC_LOAD_BALANCER: ControllerKind = {
  name: "LoadBalancer",
  prefix: /^elasticloadbalancing:loadbalancer\/[^/]+$/,
  async look(client, arn) {
    const call = ["elb", "describe-load-balancers", "--load-balancer-names", idOf(arn)];
    const answer = await client.ask<{
      // This one older interface spells it so.
      readonly LoadBalancerDescriptions: readonly { readonly VPCId?: string }[];
    }>(call, "LoadBalancerNotFound");
    return answer === undefined ? undefined : { vpcId: answer.LoadBalancerDescriptions[0]?.VPCId };
  },
  remove: (client, arn) => client.ask(["elb", "delete-load-balancer", "--load-balancer-name", idOf(arn)]),
};

const TARGET_GROUP: ControllerKind = {
  name: "TargetGroup",
  prefix: /^elasticloadbalancing:targetgroup\//,
  async look(client, arn) {
    const call = ["elbv2", "describe-target-groups", "--target-group-arns", arn];
    const answer = await client.ask<{ readonly TargetGroups: readonly { readonly VpcId?: string }[] }>(
      call,
      "TargetGroupNotFound",
    );
    return answer === undefined ? undefined : { vpcId: answer.TargetGroups[0]?.VpcId };
  },
  remove: (client, arn) => client.ask(["elbv2", "delete-target-group", "--target-group-arn", arn]),
};

const VOLUME: ControllerKind = {
  name: "Volume",
  prefix: /^ec2:volume\//,
  async look(client, arn) {
    const call = ["ec2", "describe-volumes", "--volume-ids", idOf(arn)];
    return (await client.ask(call, "InvalidVolume.NotFound")) === undefined ? undefined : {};
  },
};

const SNAPSHOT: ControllerKind = {
  name: "Snapshot",
  prefix: /^ec2:snapshot\//,
  async look(client, arn) {
    const call = ["ec2", "describe-snapshots", "--snapshot-ids", idOf(arn)];
    return (await client.ask(call, "InvalidSnapshot.NotFound")) === undefined ? undefined : {};
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
