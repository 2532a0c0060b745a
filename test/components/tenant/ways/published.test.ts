import { describe, expect, test } from "vitest";
import type { Application, TenantSettings } from "../../../../components/tenant/settings.ts";
import { slicePlan } from "../../../../components/tenant/slice-plan.ts";
import { FACTS, sampleSlice } from "../sample-slices.ts";

const DOMAIN = "live.acme.apps.lagoon.cloud";

const app = (name: string, changes: Partial<Application> = {}): Application => ({
  name,
  repository: "https://github.com/lagoon/shop.git",
  path: "deploy",
  tool: "kustomize",
  port: 80,
  public: true,
  revision: "main",
  hosts: [`${name}.${DOMAIN}`],
  private: false,
  ...changes,
});

const WAYS = /^(?:names|gateway|route)/;

function ways(
  applications: readonly Application[],
  changes: Partial<TenantSettings> = {},
  named: Pick<TenantSettings, "domain"> = { domain: DOMAIN },
) {
  const addOns = ["cert-manager", "gateway-api", "traefik"] as const;
  const settings = sampleSlice({ addOns, ...named, applications, ...changes });
  return slicePlan(settings, FACTS).objects.filter(({ role }) => WAYS.test(role));
}

const bodies = (objects: ReturnType<typeof ways>) =>
  Object.fromEntries(objects.map(({ role, body }) => [role, body["spec"]]));

const listener = (host: string, secret: string) => ({
  name: host,
  hostname: host,
  port: 8443,
  protocol: "HTTPS",
  tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: secret }] },
  allowedRoutes: {
    kinds: [{ kind: "HTTPRoute" }],
    namespaces: {
      from: "Selector",
      selector: { matchLabels: { "kubernetes.io/metadata.name": "acme--live" } },
    },
  },
});

describe("an environment with applications", () => {
  const shop = app("shop", { hosts: [`shop.${DOMAIN}`, "shop.acme.example"], port: 8080 });
  const objects = ways([app("api"), shop]);

  test("has one gateway and certificate, a certificate for own domains, and a route for each application", () => {
    expect(objects.map(({ role, kind, name, namespace }) => [role, kind, name, namespace])).toEqual([
      ["names", "Certificate", "acme--live", "traefik"],
      ["names-shop", "Certificate", "acme--live--shop", "traefik"],
      ["gateway", "Gateway", "acme--live", "traefik"],
      ["route-api", "HTTPRoute", "api", undefined],
      ["route-shop", "HTTPRoute", "shop", undefined],
    ]);
  });

  test("listens to each of its names and to no other, for routes of its namespace alone", () => {
    expect(bodies(objects)["gateway"]).toEqual({
      gatewayClassName: "traefik",
      listeners: [
        listener(`api.${DOMAIN}`, "acme--live"),
        listener(`shop.${DOMAIN}`, "acme--live"),
        listener("shop.acme.example", "acme--live--shop"),
      ],
    });
  });

  test("asks for certificates of its own names, and for those of own domains apart", () => {
    expect(bodies(objects)).toMatchObject({
      names: { secretName: "acme--live", dnsNames: [`*.${DOMAIN}`] },
      "names-shop": { secretName: "acme--live--shop", dnsNames: ["shop.acme.example"] },
    });
  });

  test("leads each name to the Service that is called as the application", () => {
    expect(bodies(objects)["route-shop"]).toEqual({
      parentRefs: [{ name: "acme--live", namespace: "traefik" }],
      hostnames: [`shop.${DOMAIN}`, "shop.acme.example"],
      rules: [{ backendRefs: [{ name: "shop", port: 8080 }] }],
    });
  });
});

test("a canary gets its share of the requests, and the application the rest", () => {
  const rules = (canaryPercent: number) => bodies(ways([app("shop", { canaryPercent })]))["route-shop"];
  expect(rules(10)).toMatchObject({
    rules: [
      {
        backendRefs: [
          { name: "shop", port: 80, weight: 90 },
          { name: "shop-canary", port: 80, weight: 10 },
        ],
      },
    ],
  });
  expect(rules(0)).toMatchObject({ rules: [{ backendRefs: [{ weight: 100 }, { weight: 0 }] }] });
});

test.each([
  ["no application", ways([])],
  ["none that is reached from outside", ways([app("worker", { public: false, hosts: [] })])],
  ["no names that can be proven", ways([app("shop")], {}, {})],
  ["no gateway in the cluster", ways([app("shop")], { addOns: [] })],
])("an environment with %s has no way in", (_, objects) => {
  expect(objects).toEqual([]);
});

test("no two environments share a name of an object in the gateway's namespace, whatever their ids", () => {
  const ids = ["acme", "acme-eu", "eu", "live", "live-eu", "shop", "waypoint"];
  const names = ids.flatMap((tenant) =>
    ids.flatMap((environment) =>
      ways([app("shop", { hosts: ["a.example", "b.example"] }), app("live")], { tenant, environment })
        .filter(({ namespace }) => namespace === "traefik")
        .map(({ kind, name }) => `${kind} ${name}`),
    ),
  );
  expect(new Set(names).size).toBe(names.length);
});
