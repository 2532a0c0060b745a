import type { NetworkPlan, PlannedSubnet } from "../../../fleet/networks/network-plan.ts";
import type { SubnetClass } from "../../../fleet/schema/networks.ts";
import type { NetworkSettings } from "../../../components/network/settings.ts";

/** Third and fourth octet of a subnet, by class and by the order in which its zone joined. */
const SUBNET_OF: Readonly<Record<SubnetClass, (joined: number) => string>> = {
  node: (joined) => `10.0.${4 * joined}.0/22`,
  pod: (joined) => `10.0.${32 + 32 * joined}.0/19`,
  public: (joined) => `10.0.${16 + joined}.0/24`,
  "control-plane": (joined) => `10.0.24.${32 * joined}/27`,
};

export const ALL_CLASSES: readonly SubnetClass[] = ["control-plane", "node", "pod", "public"];

/** A network of 10.0.0.0/16; zones get their addresses in the order given, whatever their letters. */
export function samplePlan(
  zones: readonly string[] = ["a", "b"],
  classes: readonly SubnetClass[] = ALL_CLASSES,
): NetworkPlan {
  const subnets = classes.flatMap((subnetClass) =>
    zones.map((zone, joined) => subnet(subnetClass, zone, SUBNET_OF[subnetClass](joined))),
  );
  return {
    cidr: "10.0.0.0/16",
    secondaryCidrs: [],
    serviceCidr: "172.20.0.0/16",
    zones: zones.toSorted(),
    subnets: subnets.sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** The same network with its pods in 100.64.0.0/16. */
export function unroutedPlan(zones: readonly string[] = ["a", "b"]): NetworkPlan {
  const plan = samplePlan(zones);
  const subnets = plan.subnets.map((one) =>
    one.class === "pod" ? { ...one, cidr: `100.64.${64 * zones.indexOf(one.zone)}.0/18` } : one,
  );
  return { ...plan, secondaryCidrs: ["100.64.0.0/16"], subnets };
}

/** A network that exists already, with node and public subnets. */
export function existingPlan(): NetworkPlan {
  const plan = samplePlan(["a", "b"], ["node", "public"]);
  const subnets = plan.subnets.map((one, index) => ({ ...one, id: `subnet-0000000${index}` }));
  return { ...plan, vpcId: "vpc-0123abcd", subnets };
}

/** Settings of a small network; `changes` replace them one by one. */
export function sampleSettings(changes: Partial<NetworkSettings> = {}): NetworkSettings {
  return {
    plan: samplePlan(),
    accountId: "210987654321",
    awsRegion: "eu-central-1",
    natGateways: "one",
    flowLogRetentionDays: 14,
    ...changes,
  };
}

function subnet(subnetClass: SubnetClass, zone: string, cidr: string): PlannedSubnet {
  const key = `${subnetClass}-${zone}`;
  return { key, class: subnetClass, zone, availabilityZone: `eu-central-1${zone}`, cidr };
}
