import { describe, expect, test } from "vitest";
import type { Application, TenantSettings } from "../../../../components/tenant/settings.ts";
import { slicePlan } from "../../../../components/tenant/slice-plan.ts";
import { FACTS, sampleSlice } from "../sample-slices.ts";

const DOMAIN = "live.acme.apps.lagoon.cloud";
const ADD_ONS = ["cert-manager", "gateway-api", "istio", "istio-ambient", "traefik"] as const;
const NAME = "acme--live--waypoint";

const SHOP: Application = {
  name: "shop",
  repository: "https://github.com/lagoon/shop.git",
  path: "deploy",
  tool: "kustomize",
  port: 80,
  public: true,
  private: false,
  revision: "main",
  hosts: [`shop.${DOMAIN}`],
};

function planOf(changes: Partial<TenantSettings> = {}) {
  return slicePlan(sampleSlice({ mesh: true, addOns: ADD_ONS, domain: DOMAIN, ...changes }), FACTS);
}

const objectOf = (plan: ReturnType<typeof planOf>, role: string) =>
  plan.objects.find((one) => one.role === role);

describe("a slice in a mesh", () => {
  const plan = planOf({ applications: [SHOP] });

  test("leads requests to its Services through a waypoint beside the gateway", () => {
    expect(plan.namespace.labels).toMatchObject({
      "istio.io/use-waypoint": NAME,
      "istio.io/use-waypoint-namespace": "traefik",
    });
    expect(objectOf(plan, "waypoint")).toMatchObject({
      kind: "Gateway",
      name: NAME,
      namespace: "traefik",
      body: {
        spec: {
          gatewayClassName: "istio-waypoint",
          listeners: [
            {
              port: 15008,
              protocol: "HBONE",
              allowedRoutes: {
                namespaces: {
                  from: "Selector",
                  selector: { matchLabels: { "kubernetes.io/metadata.name": "acme--live" } },
                },
              },
            },
          ],
        },
      },
    });
  });

  test("lets its own namespace through there, and the gateway for the names that are published", () => {
    expect(objectOf(plan, "waypoint-policy")).toMatchObject({
      kind: "AuthorizationPolicy",
      name: NAME,
      namespace: "traefik",
      body: {
        spec: {
          targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: NAME }],
          action: "ALLOW",
          rules: [
            { from: [{ source: { namespaces: ["acme--live"] } }] },
            {
              from: [{ source: { namespaces: ["traefik"] } }],
              to: [{ operation: { hosts: [`shop.${DOMAIN}`, `shop.${DOMAIN}:*`] } }],
            },
          ],
        },
      },
    });
  });

  test("lets the gateway ask nothing where nothing is published", () => {
    const body = objectOf(planOf(), "waypoint-policy")?.body;
    expect(body?.["spec"]).toMatchObject({ rules: [{ from: [{ source: { namespaces: ["acme--live"] } }] }] });
    expect(JSON.stringify(body)).not.toContain("traefik");
  });

  test("takes of all waypoints, which share the gateway's namespace, its own alone", () => {
    expect(plan.mesh?.rules).toEqual([
      {
        from: [
          { source: { namespaces: ["acme--live", "monitoring"] } },
          { source: { namespaces: ["traefik"], notPrincipals: ["*--waypoint"] } },
          { source: { principals: [`cluster.local/ns/traefik/sa/${NAME}`] } },
        ],
      },
    ]);
  });
});

describe("faults on purpose", () => {
  const faults = (wanted: NonNullable<Application["faults"]>) =>
    objectOf(planOf({ applications: [{ ...SHOP, faults: wanted }] }), "faults-shop");

  test("are made by the waypoint, for the one Service, and told to nobody else", () => {
    expect(
      faults({ delay: { milliseconds: 250, percent: 50 }, abort: { status: 503, percent: 5 } }),
    ).toMatchObject({
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      name: "acme--live--shop",
      namespace: "traefik",
      body: {
        spec: {
          hosts: ["shop.acme--live.svc.cluster.local"],
          exportTo: ["."],
          http: [
            {
              fault: {
                delay: { fixedDelay: "250ms", percentage: { value: 50 } },
                abort: { httpStatus: 503, percentage: { value: 5 } },
              },
              route: [{ destination: { host: "shop.acme--live.svc.cluster.local" } }],
            },
          ],
        },
      },
    });
  });

  test("are none where none are asked for", () => {
    expect(objectOf(planOf({ applications: [SHOP] }), "faults-shop")).toBeUndefined();
  });
});

test("outside a mesh, or where nothing could run one, there is no word of a waypoint", () => {
  for (const changes of [{ mesh: false }, { addOns: ["istio", "istio-ambient"] as const }]) {
    const plan = planOf({ applications: [{ ...SHOP, faults: {} }], ...changes });
    expect(JSON.stringify([plan.namespace, plan.policies, plan.objects])).not.toContain("waypoint");
  }
});
