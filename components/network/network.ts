import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../fleet/check.ts";
import { createNetwork } from "./create-network.ts";
import { networkDecisions } from "./decisions.ts";
import { existingNetwork } from "./existing-network.ts";
import { networkFaults } from "./faults.ts";
import type { Ipv6Ranges, NetworkParts, SubnetIds } from "./network-parts.ts";
import type { NetworkSettings } from "./settings.ts";

export interface NetworkArgs extends NetworkSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: Provider;
}

/**
 * The network of one cluster: a VPC with subnets, ways out, endpoints and flow logs, or the VPC that the plan names,
 * which is used as it is: its subnets get tags where that is asked for, and nothing else of it is touched. The component's name is the cluster's.
 *
 * @throws InputError when a setting asks for what AWS does not offer, or `adopt` names no resource of this network.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: SubnetIds;
  /** Route tables of nodes and pods by zone letter, to which links add ways. */
  readonly privateRouteTableIds: NetworkParts["privateRouteTableIds"];
  /** Route table of the control plane's interfaces, to which a gateway adds ways; not of an existing network. */
  readonly isolatedRouteTableId?: pulumi.Output<string>;
  /** IPv6 ranges of subnets by class, for policies; absent without dual stack, and of an existing network. */
  readonly ipv6Ranges?: Ipv6Ranges;
  /** What leads in and out, for what cannot start without it. */
  readonly ways: NetworkParts["ways"];
  /** Public addresses from which the private subnets go out, for the allow lists of others. */
  readonly egressAddresses: readonly pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const faults = networkFaults(name, args);
    if (faults.length > 0) throw new InputError(faults);
    super("atoll:network:Network", name, {}, pulumi.mergeOptions({ provider: args.provider }, opts));
    const scope = { parent: this, adopt: args.adopt ?? {} };

    const { vpcId, subnets } = args.plan;
    const network =
      vpcId === undefined
        ? createNetwork(scope, networkDecisions(name, args))
        : existingNetwork(scope, name, { vpcId, subnets, tags: args.subnetTags ?? "none" });

    this.vpcId = network.vpcId;
    this.subnetIds = network.subnetIds;
    this.privateRouteTableIds = network.privateRouteTableIds;
    if (network.isolatedRouteTableId !== undefined) this.isolatedRouteTableId = network.isolatedRouteTableId;
    if (network.ipv6Ranges !== undefined) this.ipv6Ranges = network.ipv6Ranges;
    this.ways = network.ways;
    this.egressAddresses = network.egressAddresses;
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      privateRouteTableIds: this.privateRouteTableIds,
      egressAddresses: this.egressAddresses,
    });
  }
}
