import { addressAt, block } from "../cidr.ts";
import type { Cloud, Thing } from "../cloud.ts";
import type { ClusterNode, ClusterTaint } from "../cluster-host.ts";
import { hashNumber } from "../ids.ts";
import { Inputs, text, textIn } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** Virtual processors by the size of an instance; `4xlarge` and its like have four times four. */
const SIZES: Readonly<Record<string, number>> = {
  nano: 2,
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
};

/** GiB per virtual processor by the first letter of a family: for computing, general, for memory. */
const MEMORY: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, t: 4, x: 16 };

/** Pods of a node with prefix delegation. @see https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html */
const PODS_MAX = 110;

/** Effects as EKS and as Kubernetes write them. */
const EFFECTS: Readonly<Record<string, ClusterTaint["effect"]>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

/** Processors, memory in GiB and architecture of an instance type, roughly: families differ in the details. */
export function machine(instanceType: string): Pick<ClusterNode, "cpu" | "memory" | "architecture"> {
  const [family = "m", size = "large"] = instanceType.split(".");
  const times = Number(/^(\d+)xlarge$/.exec(size)?.[1] ?? 0);
  const cpu = times > 0 ? times * 4 : (SIZES[size] ?? 2);
  const letter = family.slice(0, 1);
  const memory = size === "medium" ? 4 : cpu * (MEMORY[letter] ?? 4);
  return { cpu, memory, architecture: /^[a-z]+\d+g/.test(family) ? "arm64" : "amd64" };
}

function taintsOf(group: Inputs): readonly ClusterTaint[] {
  return group.objects("taints").map((taint) => ({
    key: taint.text("key"),
    ...(taint.optionalText("value") !== undefined && { value: taint.text("value") }),
    effect: EFFECTS[taint.text("effect")] ?? "NoSchedule",
  }));
}

function labelsOf(group: Thing, zone: string, instanceType: string): Readonly<Record<string, string>> {
  const { state, region } = group;
  const own = new Inputs(state).object("labels").all as Readonly<Record<string, string>>;
  return {
    ...own,
    "eks.amazonaws.com/capacityType": textIn(state, "capacityType"),
    "eks.amazonaws.com/nodegroup": textIn(state, "nodeGroupName"),
    "kubernetes.io/arch": machine(instanceType).architecture,
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": instanceType,
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": zone,
  };
}

/** The nodes that a group has: as many as it wants, spread over its subnets in order, the same ones each time. */
export function nodesOf(cloud: Cloud, group: Thing): readonly ClusterNode[] {
  const inputs = new Inputs(group.state);
  const { account, region } = group;
  const subnets = inputs
    .texts("subnetIds")
    .flatMap((id) => cloud.find({ type: tokens.SUBNET, account, region, id }) ?? [])
    .sort((a, b) => (text(a, "availabilityZone") < text(b, "availabilityZone") ? -1 : 1));
  const [instanceType = "t3.medium"] = inputs.texts("instanceTypes");
  const count = inputs.object("scalingConfig").number("desiredSize");
  return Array.from({ length: subnets.length === 0 ? 0 : count }, (_, index) => {
    const subnet = subnets[index % subnets.length];
    const range = block(subnet === undefined ? "10.0.0.0/8" : text(subnet, "cidrBlock"));
    const zone = subnet === undefined ? "" : text(subnet, "availabilityZone");
    // The subnet's first addresses are AWS's; the hash keeps the nodes of two groups apart.
    const place = 16 + (hashNumber(group.id) % 64) * 16 + index;
    const address = addressAt(range, place).replaceAll(".", "-");
    return {
      name: `ip-${address}.${region}.compute.internal`,
      ...{ zone, instanceType, ...machine(instanceType), pods: PODS_MAX },
      labels: labelsOf(group, zone, instanceType),
      taints: taintsOf(inputs),
    };
  });
}
