import type * as pulumi from "@pulumi/pulumi";
import type { PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import type { SubnetClass } from "../../fleet/schema/networks.ts";

/** Ids of subnets by class, in the order of their zones. */
export type SubnetIds = Readonly<Record<SubnetClass, readonly pulumi.Output<string>[]>>;

/** IPv6 ranges of subnets by class, in the order of their zones. */
export type Ipv6Ranges = SubnetIds;

/** What others use of a network, created or not. */
export interface NetworkParts {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: SubnetIds;
  /** Route tables of nodes and pods by zone letter, to which others add ways; none are known of an existing network. */
  readonly privateRouteTableIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Route table of the control plane's interfaces; absent where none was made. */
  readonly isolatedRouteTableId?: pulumi.Output<string>;
  /** IPv6 ranges of subnets; absent without dual stack, and of an existing network. */
  readonly ipv6Ranges?: Ipv6Ranges;
  /** Routes, the subnets' use of their tables, and endpoints: there before what needs them; none are known of an existing network. */
  readonly ways: readonly pulumi.Resource[];
  /** Public addresses from which the private subnets go out; none are known of an existing network. */
  readonly egressAddresses: readonly pulumi.Output<string>[];
}

/** Collects the subnets' ids; a plan holds its subnets in the order of their keys, which is that of the zones. */
export function subnetIdsByClass(
  subnets: readonly PlannedSubnet[],
  idOf: (subnet: PlannedSubnet) => pulumi.Output<string>,
): SubnetIds {
  const ids = (wanted: SubnetClass) => subnets.filter((subnet) => subnet.class === wanted).map(idOf);
  return {
    node: ids("node"),
    pod: ids("pod"),
    public: ids("public"),
    "control-plane": ids("control-plane"),
  };
}
