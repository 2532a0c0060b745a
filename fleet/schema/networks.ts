import { z } from "zod";
import { podNetworking } from "./pod-networking.ts";
import { cidr, distinct, wholeNumber } from "./scalars.ts";

/** What a subnet is for; the key of every subnet is `<class>-<zone letter>`. */
export const SUBNET_CLASSES = ["node", "pod", "public", "control-plane"] as const;
export type SubnetClass = (typeof SUBNET_CLASSES)[number];

export const createdNetwork = z.strictObject({
  mode: z.literal("create").describe("atoll makes the VPC and its subnets."),
  netmaskLength: wholeNumber(16, 24)
    .default(16)
    .describe("Size of the cluster's routed block. Range 16..24. @default 16"),
  pods: z
    .enum(["vpc", "unrouted"])
    .optional()
    .describe(
      "Pods inside the routed block, or in an unrouted range of the pod supernet; those of K3s are in an overlay, which takes that range. @default - vpc; unrouted for kind k3s",
    ),
  linkable: z
    .boolean()
    .default(true)
    .describe(
      "Whether this network may ever be linked with another; only others may share a pod range. @default true",
    ),
  transitGateway: z
    .boolean()
    .default(false)
    .describe("Attaches the VPC to the transit gateway of its region. @default false"),
  sharedEndpoints: z
    .boolean()
    .default(false)
    .describe(
      "Reaches the interface endpoints that its region shares through that gateway; those listed below stay its own. @default false",
    ),
  dualStack: z
    .boolean()
    .optional()
    .describe("Adds an IPv6 range to the VPC and its subnets. @default - only with ipFamily: ipv6"),
  ipFamily: z
    .enum(["ipv4", "ipv6"])
    .default("ipv4")
    .describe(
      "Family of pods' and Services' addresses, fixed for life; ipv6 brings dual stack along and needs no pod subnets. @default ipv4",
    ),
  ...podNetworking,
  egress: z
    .enum(["nat", "private-only"])
    .default("nat")
    .describe("Way out of private subnets; private-only needs interfaceEndpoints. @default nat"),
  natGateways: z
    .enum(["one", "per-zone"])
    .optional()
    .describe("NAT gateways of the network. @default - by sla"),
  interfaceEndpoints: distinct(
    z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, { error: "an AWS service name such as ecr.api" }),
  )
    .default([])
    .describe("AWS service names reached inside the VPC, such as ecr.api. @default none"),
  networkAcls: z
    .boolean()
    .default(false)
    .describe("Own network ACL per subnet class, and the default one closed. @default false"),
  flowLogRetentionDays: wholeNumber(1, 3653)
    .optional()
    .describe("Days that flow logs are kept. Range 1..3653, as CloudWatch offers. @default - by sla"),
});

const subnetKey = z.string().regex(new RegExp(`^(${SUBNET_CLASSES.join("|")})-[a-z]$`), {
  error: `a key <class>-<zone letter>, the class one of ${SUBNET_CLASSES.join(", ")}`,
});

const SUBNET_ID = "a subnet id such as subnet-0a1b2c3d4e5f60718";
export const VPC_ID = "a VPC id such as vpc-0a1b2c3d4e5f60718";
export const VPC_ID_FORM = /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/;

const existingSubnet = z.strictObject({
  id: z
    .string({ error: SUBNET_ID })
    .regex(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, { error: SUBNET_ID })
    .describe("Id of the subnet."),
  cidr: cidr.describe("The range the subnet has today."),
});

export const existingNetwork = z.strictObject({
  mode: z.literal("existing").describe("The VPC and its subnets exist already; atoll only uses them."),
  vpcId: z.string({ error: VPC_ID }).regex(VPC_ID_FORM, { error: VPC_ID }).describe("Id of the VPC."),
  cidr: cidr.describe("The range the VPC has today."),
  legacy: z
    .boolean()
    .default(false)
    .describe(
      "The range may overlap what others own; it is shown as such and never connected. @default false",
    ),
  podRange: cidr
    .optional()
    .describe(
      "The VPC's further range that holds its pod subnets, such as 100.64.0.0/16. @default - pods inside cidr",
    ),
  ...podNetworking,
  manageTags: z
    .boolean()
    .default(false)
    .describe(
      "Puts the tags that controllers read on the subnets, and takes them off with the cluster; only where nobody else keeps tags. @default false",
    ),
  subnets: z
    .record(subnetKey, existingSubnet)
    .describe("Keyed <class>-<zone letter>, such as node-a, by what the subnet serves."),
});

/** Machines that stand wherever they stand: atoll knows their ranges, and neither makes nor touches anything there. */
export const externalNetwork = z.strictObject({
  mode: z.literal("external").describe("The machines are in a network that atoll neither makes nor touches."),
  cidr: cidr.describe(
    "Range of the machines' addresses; it may overlap what others have, and is never linked.",
  ),
  apiServerCidrs: distinct(cidr)
    .default([])
    .describe("Ranges in which pods meet the API server. @default - cidr"),
  podRange: cidr
    .default("10.42.0.0/16")
    .describe("Range of the pods' addresses, which only the cluster itself knows. @default 10.42.0.0/16"),
});

export type CreatedNetwork = Omit<z.infer<typeof createdNetwork>, "pods"> & {
  readonly pods: "vpc" | "unrouted";
};
export type ExistingNetwork = z.infer<typeof existingNetwork>;
export type ExternalNetwork = z.infer<typeof externalNetwork>;
