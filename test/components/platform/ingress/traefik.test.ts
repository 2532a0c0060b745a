import { expect, test } from "vitest";
import { traefikService } from "../../../../components/platform/ingress/traefik-service.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { contextFor, valuesFor, WATCHED } from "./ingress-context.ts";

test("the chart never asks the API server for the kinds of monitors, for it fails where they are not there", () => {
  const metrics = (addOns = WATCHED) => valuesFor("traefik", { addOns })["metrics"];
  expect(metrics()).toEqual({
    prometheus: { disableAPICheck: true, service: { enabled: true }, serviceMonitor: { enabled: true } },
  });
  expect(metrics(["traefik"])).toEqual({
    prometheus: { disableAPICheck: true, service: { enabled: false }, serviceMonitor: { enabled: false } },
  });
});

test("an empty list of namespaces would allow all of them, so each provider has one", () => {
  expect(valuesFor("traefik")["providers"]).toMatchObject({
    kubernetesCRD: { allowCrossNamespace: false, crossProviderNamespaces: ["traefik"] },
    kubernetesIngress: { enabled: false, crossProviderNamespaces: ["traefik"] },
    kubernetesGateway: { crossProviderNamespaces: ["traefik"] },
  });
});

test("the chart's folder of kinds also holds those of Hub, which are left out", () => {
  expect(CHARTS["traefik-crds"].origin).toEqual({
    kind: "crds-folder",
    of: "traefik",
    groups: ["traefik.io"],
  });
  expect(CHARTS.traefik.crds.source).toBe("elsewhere");
});

test("the Gateway and its class are the platform's own, for the chart would make both", () => {
  expect(valuesFor("traefik")).toMatchObject({
    gateway: { enabled: false },
    gatewayClass: { enabled: false },
  });
});

test("outside of AWS its name is written where ExternalDNS is there to do so", () => {
  const service = (addOns = WATCHED) =>
    traefikService(contextFor("traefik", { addOns }, { loadBalancer: "service-lb" }));
  expect(service()).toMatchObject({
    annotations: { "external-dns.alpha.kubernetes.io/hostname": "ingress.dev.eu-central.infra.lagoon.cloud" },
  });
  expect(service(["traefik"])).not.toHaveProperty("annotations");
});
