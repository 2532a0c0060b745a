import type { AddOnName } from "../../../../fleet/charts/add-ons.ts";
import type { Application, TenantSettings } from "../../../../components/tenant/settings.ts";
import type { SliceObject } from "../../../../components/tenant/slice-object.ts";
import { slicePlan } from "../../../../components/tenant/slice-plan.ts";
import { FACTS, sampleSlice } from "../sample-slices.ts";

export const DELIVERY_ADD_ONS: readonly AddOnName[] = [
  "argo-cd",
  "external-secrets",
  "keda",
  "metrics-server",
  "traefik",
  "victoria-metrics",
];

/** An application by Kustomize, with the given fields instead. */
export function sampleApplication(changes: Partial<Application> = {}): Application {
  return {
    name: "shop",
    repository: "https://github.com/acme/shop.git",
    path: "deploy",
    tool: "kustomize",
    port: 80,
    public: true,
    revision: "main",
    hosts: [],
    ...changes,
  };
}

/** A tenant whose cluster has all that delivery and scaling work with. */
export function deliveredSlice(changes: Partial<TenantSettings> = {}): TenantSettings {
  return sampleSlice({
    addOns: DELIVERY_ADD_ONS,
    applications: [sampleApplication()],
    metricsAddress: "http://vmsingle-platform.monitoring.svc:8428",
    secrets: { accountId: "111122223333", awsRegion: "eu-central-1", prefix: "atoll/lagoon" },
    ...changes,
  });
}

const OWN = /^(project|applications|repository-|scaling-|queue-)/;

/** Objects of delivery and scaling alone. */
export function deliveredObjects(changes: Partial<TenantSettings> = {}): readonly SliceObject[] {
  return slicePlan(deliveredSlice(changes), FACTS).objects.filter(({ role }) => OWN.test(role));
}

/** The spec of the object of a role. */
export function specOf(role: string, changes: Partial<TenantSettings> = {}): Record<string, unknown> {
  const object = deliveredObjects(changes).find((one) => one.role === role);
  if (object === undefined) throw new Error(`there is no ${role}`);
  return object.body["spec"] as Record<string, unknown>;
}
