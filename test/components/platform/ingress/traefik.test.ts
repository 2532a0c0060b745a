import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { traefikService } from "../../../../components/platform/ingress/traefik-service.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { contextFor, valuesFor, WATCHED } from "./ingress-context.ts";

test("trap: the chart never asks the API server for the kinds of monitors, for it fails where they are not there", () => {
  const metrics = (addOns = WATCHED) => valuesFor("traefik", { addOns })["metrics"];
  expect(metrics()).toEqual({
    prometheus: { disableAPICheck: true, service: { enabled: true }, serviceMonitor: { enabled: true } },
  });
  expect(metrics(["traefik"])).toEqual({
    prometheus: { disableAPICheck: true, service: { enabled: false }, serviceMonitor: { enabled: false } },
  });
});

test("trap: an empty list of namespaces would allow all of them, so each provider has one", () => {
  expect(valuesFor("traefik")["providers"]).toMatchObject({
    kubernetesCRD: { allowCrossNamespace: false, crossProviderNamespaces: ["traefik"] },
    kubernetesIngress: { enabled: false, crossProviderNamespaces: ["traefik"] },
    kubernetesGateway: { crossProviderNamespaces: ["traefik"] },
  });
});

test("in a mesh requests go to Services, for past them no waypoint would see or judge them", () => {
  const gateway = (addOns = WATCHED) => valuesFor("traefik", { addOns })["providers"];
  expect(gateway()).toMatchObject({ kubernetesGateway: { nativeLBByDefault: false } });
  expect(gateway([...WATCHED, "istio", "istio-ambient"])).toMatchObject({
    kubernetesGateway: { nativeLBByDefault: true },
  });
});

test("requests that waypoints count are scraped where there are some", () => {
  const monitors = (addOns = WATCHED, tenants = ["acme"]) =>
    (ADD_ONS.traefik.objects?.(contextFor("traefik", { addOns, tenants })) ?? [])
      .filter(({ kind }) => kind === "PodMonitor")
      .map(({ body }) => body["spec"]);
  expect(monitors()).toEqual([]);
  expect(monitors([...WATCHED, "istio", "istio-ambient"], [])).toEqual([]);
  expect(monitors([...WATCHED, "istio", "istio-ambient"])).toEqual([
    {
      selector: { matchLabels: { "gateway.networking.k8s.io/gateway-class-name": "istio-waypoint" } },
      podMetricsEndpoints: [{ port: "metrics", path: "/stats/prometheus" }],
    },
  ]);
});

test("trap: the chart's folder of kinds also holds those of Hub, which are left out", () => {
  expect(CHARTS["traefik-crds"].origin).toEqual({
    kind: "crds-folder",
    of: "traefik",
    groups: ["traefik.io"],
  });
  expect(CHARTS.traefik.crds.source).toBe("elsewhere");
});

test("trap: the Gateway and its class are the platform's own, for the chart would make both", () => {
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

test("trap: whoever may write its default TLS options sets them for all, and loose ones are taken: they come from its own namespace, and are strict", () => {
  expect(valuesFor("traefik")).toMatchObject({
    providers: { kubernetesCRD: { defaultTLSResourcesNamespace: "traefik", safeNaming: true } },
    core: { strictTLSOptions: true },
  });
  // Both keys are of this version.
  expect(CHARTS.traefik.appVersion).toBe("v3.7.11");
});

test("trap: its chart brings no kinds of the Gateway API any more, so their release comes first", () => {
  expect(ADD_ONS.traefik.contract.requires).toContain("gateway-api");
});

test("trap: certificates of its own would keep it at one pod: it asks for none, and keeps nothing", () => {
  const values = valuesFor("traefik", { replicas: 3 });
  expect(values).toMatchObject({ deployment: { replicas: 3 } });
  for (const key of ["certificatesResolvers", "persistence", "autoscaling"])
    expect(values).not.toHaveProperty(key);
});

test("trap: plain HTTP is answered, its maker is told of its use and its pages are shown, unless it is told otherwise", () => {
  expect(valuesFor("traefik")).toMatchObject({
    ports: { web: { http: { redirections: { entryPoint: { to: "websecure", scheme: "https" } } } } },
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    api: { dashboard: false },
    ingressRoute: { dashboard: { enabled: false } },
  });
});

test("trap: keys of its logs were renamed in version 41, and annotations of its account are at the top", () => {
  const values = valuesFor("traefik");
  expect(values).toMatchObject({ log: { format: "json" }, accessLog: { enabled: true, format: "json" } });
  for (const key of ["logs", "serviceAccount"]) expect(values).not.toHaveProperty(key);
});

test("trap: a listener of HTTPS without a certificate is refused: the Gateway has one, or no such listener", () => {
  const gatewayIn = (context: ReturnType<typeof contextFor>) =>
    ADD_ONS.traefik.objects?.(context).find(({ kind }) => kind === "Gateway")?.body;
  const context = contextFor("traefik");
  expect(gatewayIn(context)).toMatchObject({
    spec: { listeners: [{ protocol: "HTTP" }, { protocol: "HTTPS", tls: { mode: "Terminate" } }] },
  });
  const { certificates: _, ...settings } = context.settings;
  expect(gatewayIn({ ...context, settings })).toMatchObject({ spec: { listeners: [{ protocol: "HTTP" }] } });
});
