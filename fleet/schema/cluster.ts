import { z } from "zod";
import { GUARD_MODES } from "../guard-vocabulary.ts";
import { CONTROL_PLANE_LOGS } from "../eks-vocabulary.ts";
import { access, accessRoles } from "./access.ts";
import { addOns } from "./add-ons.ts";
import { attached, oidc } from "./attached.ts";
import { hosts, k3s } from "./k3s.ts";
import { withKindDefaults } from "./kind-defaults.ts";
import { nodes } from "./nodes.ts";
import { createdNetwork, existingNetwork, externalNetwork } from "./networks.ts";
import {
  adopt,
  cidr,
  distinct,
  entryId,
  lifecycle,
  minor,
  retireAfter,
  wholeNumber,
  zoneLetter,
} from "./scalars.ts";
import { replaces, switchOver, traffic } from "./succession.ts";

export const ENVIRONMENTS = ["development", "staging", "production", "edge"] as const;

const clusterObject = z.strictObject({
  kind: z
    .enum(["eks", "k3s", "attached"])
    .describe("Managed by AWS, run by us on plain machines, or run by somebody else."),
  provider: z
    .enum(["aws", "hosts"], {
      error: "one of aws, hosts; machines of other clouds, and bare metal, are hosts",
    })
    .default("aws")
    .describe(
      "What a K3s cluster runs on: machines that atoll makes in AWS, or hosts that exist. @default aws",
    ),
  region: entryId.describe("Name of a file in regions/."),
  environment: z
    .enum(ENVIRONMENTS)
    .describe("What the cluster is for; fleet.yaml says who hears its alerts."),
  sla: z
    .literal([1, 2, 3])
    .describe(
      "Service level, 1 cheap .. 3 survives the loss of a zone: sets zones, NAT gateways, retention, protection.",
    ),
  profile: z
    .enum(["minimal", "standard", "full"])
    .default("standard")
    .describe("Which add-ons the cluster gets. @default standard"),
  addOns,
  platformReplicas: wholeNumber(1, 5)
    .optional()
    .describe("Pods of each platform workload that can have several. Range 1..5. @default - by sla"),
  kubernetes: minor.describe(
    'Kubernetes minor version, quoted, such as "1.35"; one that is raised is reached by `atoll upgrade next`.',
  ),
  zones: distinct(zoneLetter)
    .optional()
    .describe("Zone letters of the region. @default - as many as sla asks for"),
  serviceCidr: cidr
    .optional()
    .describe("Range of Kubernetes Services. @default - addresses.serviceCidr of fleet.yaml"),
  nodes,
  access,
  accessRoles,
  controlPlane: z
    .strictObject({
      logs: distinct(z.enum(CONTROL_PLANE_LOGS))
        .optional()
        .describe("Logs that the control plane writes. @default - by sla"),
      logRetentionDays: wholeNumber(1, 3653)
        .optional()
        .describe("Days that they are kept. Range 1..3653, as CloudWatch offers. @default - by sla"),
      zonalShift: z
        .boolean()
        .optional()
        .describe("Lets traffic be moved out of a failing zone. @default - by sla"),
    })
    .prefault({})
    .describe("What EKS runs for the cluster."),
  network: z
    .discriminatedUnion("mode", [createdNetwork, existingNetwork, externalNetwork])
    .prefault({ mode: "create" })
    .describe("The cluster's network, made for it or brought along. @default - made, a /16 with pods inside"),
  k3s,
  hosts,
  attached,
  oidc,
  protect: z
    .boolean()
    .optional()
    .describe("Refuses to delete what cannot be had again, until the cluster retires. @default - by sla"),
  cells: wholeNumber(1, 99)
    .optional()
    .describe(
      "Stacks beside its own for tenants' environments that are new; those that are there stay. Range 1..99. @default - all are in its own stack",
    ),
  tenantGuards: z
    .enum(GUARD_MODES)
    .default("deny")
    .describe(
      "Whether admission refuses what tenants must not do, or only warns of it and has it in the audit log. @default deny",
    ),
  replaces,
  switchOver,
  traffic,
  adopt,
  lifecycle,
  retireAfter,
});

export const clusterSchema = clusterObject.transform(withKindDefaults);

export type ClusterEntry = z.infer<typeof clusterSchema>;
