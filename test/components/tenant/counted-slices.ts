import type { TenantSettings } from "../../../components/tenant/settings.ts";
import type { SliceGrant } from "../../../components/tenant/slice-object.ts";
import { slicePlan } from "../../../components/tenant/slice-plan.ts";
import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { tenantSlices } from "../../../stacks/tenant-settings.ts";
import { placedTenant } from "../../fleet/placed-tenant.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";
import { FACTS } from "./sample-slices.ts";

/** An application with all that one can have. */
export const RICH_APPLICATION = {
  repository: "https://github.com/lagoon/shop.git",
  private: true,
  hosts: { live: ["shop.example.com", "shop.example.org"] },
  canary: { live: { percent: 10 } },
  faults: { live: { delay: { milliseconds: 100, percent: 10 } } },
  scaling: {
    cpuPercent: 70,
    query: { metric: "http_requests_in_flight", perPod: 10 },
    queue: {
      sqs: "https://sqs.eu-central-1.amazonaws.com/111122223333/orders",
      perPod: 10,
      role: "arn:aws:iam::111122223333:role/acme-orders",
    },
    cron: [{ start: "0 8 * * 1-5", end: "0 20 * * 1-5", pods: 4 }],
  },
};

/** One that scales by its requests, which is another kind of object. */
export const HTTP_APPLICATION = {
  repository: "https://github.com/lagoon/shop.git",
  scaling: { http: { requestsPerPod: 10 } },
};

/** A database with all that one can have. */
export const RICH_DATABASE = { pooler: true };

/** What an environment asks for, beside applications and databases. */
export const RICH_TENANT = {
  displayName: "Acme",
  tier: "pooled",
  size: "small",
  environments: { live: { cluster: "dev" } },
  egress: [{ cidr: "203.0.113.0/24", why: "a partner" }],
  registries: ["ghcr.io/lagoon"],
  backup: "hourly",
  slo: {},
  costCentre: "4711",
};

const STORE = { bucket: "backups", awsRegion: "eu-central-1", keyArn: "arn:aws:kms:key", keepDays: 35 };
const GROUND = sampleFleet({ dev: {} });
/** Names of tenants, and certificates for them, can be had. */
const FLEET = {
  ...GROUND,
  settings: {
    ...GROUND.settings,
    hostedZone: { id: "Z0123456789ABCDEFGHIJ", account: "workloads" },
    certificates: { email: "platform@lagoon.cloud" },
  },
};

/** The one slice of a tenant that is written like this, in a cluster with these add-ons. */
export function sliceOf(addOns: readonly AddOnName[], entry: object): TenantSettings {
  const tenants = new Map([["acme", placedTenant("acme", entry)]]);
  const [cluster] = FLEET.clusters.values();
  const [slice] = cluster === undefined ? [] : tenantSlices({ ...FLEET, tenants }, cluster, STORE);
  if (slice === undefined) throw new Error("acme has no slice");
  const domain = "live.acme.apps.lagoon.cloud";
  return { ...slice.settings, addOns, domain, mesh: addOns.includes("istio-ambient") };
}

/** Resources of a grant: a role, its policy, and for pods what leads to it; and the account, where it is made here. */
const grantResources = ({ bearer, made }: SliceGrant): number =>
  2 + (bearer === "token" ? 0 : 1) + (made === true ? 1 : 0);

/** Resources that a slice registers, as its plan says. */
export function planResources(settings: TenantSettings): number {
  const plan = slicePlan(settings, FACTS);
  const component = 1;
  const [namespace, limits, accounts] = [1, 1, 2];
  const walls = namespace + limits + accounts + plan.quotas.length + plan.policies.length;
  const roles = plan.roles.length;
  const grants = plan.grants.reduce((sum, one) => sum + grantResources(one), 0);
  const mesh = plan.mesh === undefined ? 0 : 1;
  return component + walls + roles + mesh + plan.objects.length + grants;
}

/** So many things of one kind, by name. */
export function many(thing: object, count: number, name: string): Readonly<Record<string, object>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, thing]));
}
