import { ACL_AND_LOG_REFUSALS } from "./acls-and-logs.ts";
import { ACCESS_REFUSALS } from "./eks-access.ts";
import { ALARM_REFUSALS, COST_REFUSALS } from "./alarms-and-costs.ts";
import { IMAGE_REFUSALS, TOPIC_REFUSALS } from "./images-and-topics.ts";
import { LINK_REFUSALS } from "./links.ts";
import { TRANSIT_REFUSALS } from "./transit.ts";
import { GROUP_TAG_REFUSALS } from "./autoscaling-tags.ts";
import { BALANCER_REFUSALS } from "./balancers.ts";
import { BUCKET_REFUSALS } from "./buckets.ts";
import { RETENTION_REFUSALS } from "./bucket-retention.ts";
import { DNS_REFUSALS } from "./dns.ts";
import { CLUSTER_REFUSALS } from "./eks-cluster.ts";
import { IP_FAMILY_REFUSALS } from "./eks-ip-family.ts";
import { CNI_REFUSALS, TAG_REFUSALS } from "./eks-cni.ts";
import { NODE_REFUSALS } from "./eks-nodes.ts";
import { ENDPOINT_REFUSALS } from "./endpoints.ts";
import { GATEWAY_REFUSALS } from "./gateways.ts";
import { IAM_AND_KMS_REFUSALS } from "./iam-and-kms.ts";
import { IMPORT_REFUSALS } from "./imports.ts";
import { COMMAND_REFUSALS, MACHINE_REFUSALS } from "./machines.ts";
import { QUEUE_AND_EVENT_REFUSALS } from "./queues-and-events.ts";
import type { Refusal } from "./refusal.ts";
import { SCHEMA_REFUSALS } from "./schema.ts";
import { OBJECT_REFUSALS, SECRET_REFUSALS } from "./secrets.ts";
import { VPC_REFUSALS } from "./vpcs.ts";
import { WORKER_GROUP_REFUSALS } from "./worker-groups.ts";

/** All that the simulated AWS is known to refuse, by what it is about. */
export const REFUSALS: Readonly<Record<string, readonly Refusal[]>> = {
  "Every resource": SCHEMA_REFUSALS,
  "VPCs and subnets": VPC_REFUSALS,
  "Gateways, addresses and routes": GATEWAY_REFUSALS,
  "Endpoints and security groups": ENDPOINT_REFUSALS,
  "Network ACLs and logs": ACL_AND_LOG_REFUSALS,
  "IAM and KMS": IAM_AND_KMS_REFUSALS,
  "EKS: clusters": CLUSTER_REFUSALS,
  "EKS: nodes and add-ons": NODE_REFUSALS,
  "EKS: subnets of pods": CNI_REFUSALS,
  "Tags of what others made": TAG_REFUSALS,
  "Tags of autoscaling groups": GROUP_TAG_REFUSALS,
  "EKS: clusters on IPv6": IP_FAMILY_REFUSALS,
  "EKS: access and Pod Identity": ACCESS_REFUSALS,
  "Queues, events and launch templates": QUEUE_AND_EVENT_REFUSALS,
  Buckets: BUCKET_REFUSALS,
  Objects: OBJECT_REFUSALS,
  "What becomes of objects": RETENTION_REFUSALS,
  Secrets: SECRET_REFUSALS,
  Machines: MACHINE_REFUSALS,
  "Commands on machines": COMMAND_REFUSALS,
  "Load balancers": BALANCER_REFUSALS,
  "Autoscaling groups": WORKER_GROUP_REFUSALS,
  "Zones and records": DNS_REFUSALS,
  "Transit gateways and shares": TRANSIT_REFUSALS,
  "Peering and VPN": LINK_REFUSALS,
  "Caches of images": IMAGE_REFUSALS,
  Topics: TOPIC_REFUSALS,
  Alarms: ALARM_REFUSALS,
  "Budgets and bills": COST_REFUSALS,
  Imports: IMPORT_REFUSALS,
};
