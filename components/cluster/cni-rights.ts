import {
  CNI_INTERFACE_ACTIONS,
  CNI_POLICY,
  CNI_READ_ACTIONS,
  type AccountRegion,
} from "../../fleet/eks-vocabulary.ts";
import type { Permission } from "./cluster.ts";
import type { EksSettings } from "./settings.ts";

type CniRights = { readonly managedPolicy: string } | { readonly permissions: readonly Permission[] };

/** What the CNI may do, by the family of pods' addresses: AWS keeps a policy for IPv4 only. */
export function cniRights(settings: Pick<EksSettings, "ipFamily" | keyof AccountRegion>): CniRights {
  if (settings.ipFamily !== "ipv6") return { managedPolicy: CNI_POLICY };
  return { permissions: ipv6Permissions(settings) };
}

/**
 * On IPv6 it gives each node its prefix, and names the interface. It makes no interfaces and takes nothing back, so it
 * has fewer rights than on IPv4.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 */
function ipv6Permissions({ accountId, awsRegion }: AccountRegion): readonly Permission[] {
  return [
    // The first interface of a machine has no tag yet that a condition could ask for.
    {
      sid: "AssignPrefixes",
      actions: CNI_INTERFACE_ACTIONS,
      resources: [`arn:aws:ec2:${awsRegion}:${accountId}:network-interface/*`],
    },
    // None of these actions knows resources: the star is all that AWS takes.
    { sid: "ReadMachines", actions: CNI_READ_ACTIONS, resources: ["*"] },
  ];
}
