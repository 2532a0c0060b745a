import {
  CNI_CUSTOM_NETWORK,
  CNI_EXCLUDE_SNAT,
  CNI_INTERFACE_LABEL,
  CNI_SUBNET_DISCOVERY,
} from "../../fleet/eks-vocabulary.ts";
import { ZONE_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import { POD_NETWORKING_TAG } from "../../fleet/tags.ts";
import type { EksSettings } from "./settings.ts";

/** What the interfaces for pods are made with in one zone. */
export interface PodInterface {
  /** Name of the zone, such as eu-central-1a. */
  readonly zone: string;
  readonly subnetId: string;
  readonly securityGroupId: string;
}

/** What the CNI's configuration has in addition. */
export interface CustomNetworkValues {
  readonly env: Readonly<Record<string, string>>;
  readonly eniConfig?: object;
}

/**
 * Where pods get their addresses when it is said zone by zone. The add-on itself makes the objects that say so, each with
 * the name of its zone, before any node asks for one; without a group of their own interfaces would have the VPC's
 * default group, which lets nothing through.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
 */
export function customNetworkValues(
  { awsRegion, excludeSnatCidrs = [] }: EksSettings,
  interfaces: readonly PodInterface[],
): CustomNetworkValues {
  const seen = excludeSnatCidrs.length === 0 ? {} : { [CNI_EXCLUDE_SNAT]: excludeSnatCidrs.join(",") };
  if (interfaces.length === 0) return { env: { [CNI_SUBNET_DISCOVERY]: "true", ...seen } };
  const subnets = interfaces.map(
    ({ zone, subnetId, securityGroupId }) =>
      [zone, { id: subnetId, securityGroups: [securityGroupId] }] as const,
  );
  return {
    env: {
      [CNI_SUBNET_DISCOVERY]: "false",
      [CNI_CUSTOM_NETWORK]: "true",
      [CNI_INTERFACE_LABEL]: ZONE_LABEL,
      ...seen,
    },
    eniConfig: { create: true, region: awsRegion, subnets: Object.fromEntries(subnets) },
  };
}

/**
 * Tags of machines, whoever launches them. One that tells how pods get their addresses makes machines of the other kind
 * differ from what is wanted, so that they are replaced: a node keeps the interfaces that it has.
 */
export function machineTags({ tags, podZones }: EksSettings): Readonly<Record<string, string>> {
  return podZones === undefined ? tags : { ...tags, [POD_NETWORKING_TAG]: "custom" };
}
