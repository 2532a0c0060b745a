import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Application } from "../../components/tenant/settings.ts";
import type { SliceObject } from "../../components/tenant/slice-object.ts";
import { slicePlan } from "../../components/tenant/slice-plan.ts";
import { chartSource } from "../../fleet/charts/chart-source.ts";
import { dataFolder } from "../../sandbox/kubernetes/chart-data.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { CLOSED } from "../components/tenant/network-world.ts";
import { FACTS, sampleSlice } from "../components/tenant/sample-slices.ts";
import { NAMESPACE, startProviderWorld, type ProviderWorld } from "./provider-world.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const PLACE = "acme--live";
const DOMAIN = "live.acme.apps.lagoon.cloud";

/** An application with as many names as a route takes, a canary and faults: every shape that a way in has. */
const SHOP: Application = {
  name: "shop",
  repository: "https://github.com/lagoon/shop.git",
  path: "deploy",
  tool: "kustomize",
  port: 8080,
  public: true,
  private: false,
  revision: "main",
  hosts: [`shop.${DOMAIN}`, ...Array.from({ length: 15 }, (_, index) => `shop${index}.acme.example`)],
  canaryPercent: 10,
  faults: { delay: { milliseconds: 250, percent: 50 }, abort: { status: 503, percent: 5 } },
};

const planOf = (applications: readonly Application[]) =>
  slicePlan(
    sampleSlice({
      mesh: true,
      addOns: ["cert-manager", "gateway-api", "istio", "istio-ambient", "traefik"],
      domain: DOMAIN,
      applications,
      egress: [{ cidr: "0.0.0.0/0", ports: [443], why: "the internet" }],
      closedRanges: CLOSED,
    }),
    FACTS,
  );

const KINDS = ["AuthorizationPolicy", "Certificate", "Gateway", "HTTPRoute", "VirtualService"];
const waysOf = (applications: readonly Application[]) =>
  planOf(applications).objects.filter(({ kind }) => KINDS.includes(kind));

const sent = ({ apiVersion, kind, name, namespace = PLACE, body }: SliceObject): Properties => ({
  ...(body as Properties),
  ...{ apiVersion, kind, metadata: { name, namespace } },
});

const typeOf = ({ apiVersion, kind }: SliceObject): string => `kubernetes:${apiVersion}:${kind}`;

describe.skipIf(!existsSync(dataFolder()))("ways in and out in a real API server", () => {
  let world: ProviderWorld;

  beforeAll(async () => {
    world = await startProviderWorld();
    for (const name of [PLACE, "traefik", "gateway-api", "istio-system", "cert-manager"])
      await world.engine.create(NAMESPACE, name, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    for (const [chart, namespace] of [
      ["gateway-api", "gateway-api"],
      ["istio-base", "istio-system"],
      ["cert-manager", "cert-manager"],
    ] as const)
      await world.engine.create(RELEASE, chart, {
        name: chart,
        namespace,
        values: chart === "cert-manager" ? { crds: { enabled: true } } : {},
        ...chartSource(chart),
      });
  });

  afterAll(() => world.stop());

  test.each(waysOf([SHOP]).map((object) => [`${object.kind} ${object.name}`, object] as const))(
    "%s is taken strictly, and shows no drift",
    async (_, object) => {
      const inputs = sent(object);
      const state = await world.engine.create(typeOf(object), object.role, inputs);
      expect(await world.engine.diff(state, inputs)).toEqual({});
      expect((await world.engine.refresh(state))?.inputs).toEqual(state.inputs);
    },
  );

  test("an environment may have 64 names, and no more, as the rule about them says", async () => {
    const applications = (names: number) =>
      Array.from({ length: names }, (_, index) => ({
        ...SHOP,
        name: `app${index}`,
        hosts: [`app${index}.${DOMAIN}`],
      }));
    const gateway = (names: number) => {
      const found = waysOf(applications(names)).find(({ role }) => role === "gateway");
      if (found === undefined) throw new Error("no gateway");
      return { ...found, name: `of-${names}` };
    };
    const most = gateway(64);
    await world.engine.create(typeOf(most), "most", sent(most));
    const more = gateway(65);
    await expect(world.engine.create(typeOf(more), "more", sent(more))).rejects.toThrow(
      "must have at most 64 items",
    );
  });

  test("a wall with ways out is taken, with all that is cut out of them", async () => {
    const [, tier] = planOf([]).policies;
    const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
    const inputs = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "tier", namespace: PLACE },
      spec: tier?.spec,
    } as unknown as Properties;
    const state = await world.engine.create(type, "tier", inputs);
    expect(await world.engine.diff(state, inputs)).toEqual({});
  });
});
