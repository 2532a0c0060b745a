import { z } from "zod";
import {
  adopt,
  cidr,
  distinct,
  entryId,
  lifecycle,
  retireAfter,
  wholeNumber,
  zoneLetter,
} from "./scalars.ts";

/** What a subnet is for; the key of every subnet is `<class>-<zone letter>`. */
export const SUBNET_CLASSES = ["node", "pod", "public", "control-plane"] as const;
export type SubnetClass = (typeof SUBNET_CLASSES)[number];

export const ENVIRONMENTS = ["development", "staging", "production", "edge"] as const;

const createdNetwork = z.strictObject({
  mode: z.literal("create"),
  netmaskLength: wholeNumber(16, 24)
    .default(16)
    .describe("Size of the cluster's routed block. Range 16..24. @default 16"),
  pods: z
    .enum(["vpc", "unrouted"])
    .default("vpc")
    .describe("Pods inside the routed block, or in an unrouted range of the pod supernet. @default vpc"),
  linkable: z
    .boolean()
    .default(true)
    .describe(
      "Whether this network may ever be linked with another; only others may share a pod range. @default true",
    ),
  dualStack: z
    .boolean()
    .default(false)
    .describe("Adds an IPv6 range to the VPC and its subnets. @default false"),
  egress: z
    .enum(["nat", "private-only"])
    .default("nat")
    .describe("Way out of private subnets; private-only needs interfaceEndpoints. @default nat"),
  natGateways: z.enum(["one", "per-zone"]).optional().describe("@default - by sla"),
  interfaceEndpoints: distinct(
    z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, { error: "an AWS service name such as ecr.api" }),
  )
    .default([])
    .describe("AWS service names reached inside the VPC, such as ecr.api. @default none"),
  networkAcls: z
    .boolean()
    .default(false)
    .describe("Own network ACL per subnet class, and the default one closed. @default false"),
  flowLogRetentionDays: wholeNumber(1, 3653).optional().describe("Days. @default - by sla"),
});

const subnetKey = z.string().regex(new RegExp(`^(${SUBNET_CLASSES.join("|")})-[a-z]$`), {
  error: `a key <class>-<zone letter>, the class one of ${SUBNET_CLASSES.join(", ")}`,
});

const existingSubnet = z.strictObject({
  id: z.string().regex(/^subnet-[0-9a-f]{8,17}$/, { error: "a subnet id such as subnet-0a1b2c3d4e5f60718" }),
  cidr,
});

const existingNetwork = z.strictObject({
  mode: z.literal("existing"),
  vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/, { error: "a VPC id such as vpc-0a1b2c3d4e5f60718" }),
  cidr: cidr.describe("The range the VPC has today."),
  legacy: z
    .boolean()
    .default(false)
    .describe(
      "The range may overlap what others own; it is shown as such and never connected. @default false",
    ),
  subnets: z
    .record(subnetKey, existingSubnet)
    .describe("Keyed <class>-<zone letter>, such as node-a, by what the subnet serves."),
});

const MINOR = 'a Kubernetes minor version, quoted, such as "1.35"';

export const clusterSchema = z.strictObject({
  kind: z.enum(["eks", "k3s", "attached"]),
  region: entryId.describe("Name of a file in regions/."),
  environment: z.enum(ENVIRONMENTS),
  sla: z.literal([1, 2, 3]),
  profile: z.enum(["minimal", "standard", "full"]).default("standard"),
  kubernetes: z
    .string({ error: MINOR })
    .regex(/^1\.[1-9]\d$/, { error: MINOR })
    .describe('Kubernetes minor version, quoted, such as "1.35".'),
  zones: distinct(zoneLetter)
    .optional()
    .describe("Zone letters of the region. @default - as many as sla asks for"),
  serviceCidr: cidr
    .optional()
    .describe("Range of Kubernetes Services. @default - addresses.serviceCidr of fleet.yaml"),
  nodes: z
    .strictObject({
      max: wholeNumber(1, 5000)
        .default(50)
        .describe("Nodes the network must hold. Range 1..5000. @default 50"),
      podsPerNode: wholeNumber(1, 250)
        .default(30)
        .describe("Average pods per node the network must hold. Range 1..250. @default 30"),
    })
    .prefault({}),
  network: z.discriminatedUnion("mode", [createdNetwork, existingNetwork]).prefault({ mode: "create" }),
  adopt,
  lifecycle,
  retireAfter,
});

export type ClusterEntry = z.infer<typeof clusterSchema>;
export type CreatedNetwork = z.infer<typeof createdNetwork>;
export type ExistingNetwork = z.infer<typeof existingNetwork>;
