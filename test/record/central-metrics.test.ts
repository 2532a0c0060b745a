import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import { linkSchema } from "../../fleet/schema/link.ts";
import { regionSchema } from "../../fleet/schema/region.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { type ClusterChanges, sampleFleet } from "./sample-fleet.ts";

/** A region whose metrics `hub` keeps, linked to its neighbours. */
function fleetOf(clusters: Readonly<Record<string, ClusterChanges>>): Fleet {
  const entries = Object.entries({ hub: {}, ...clusters });
  const fleet = sampleFleet(
    Object.fromEntries(entries.map(([id, changes]) => [id, { profile: "standard", ...changes }])),
  );
  const settings = fleetSchema.parse({
    ...fleet.settings,
    certificates: { email: "platform@lagoon.cloud" },
    monitoring: { management: { eu: "hub" } },
  });
  const region = fleet.regions.get("eu");
  const links = Object.keys(clusters).map((id) => {
    const link = linkSchema.parse({ kind: "peering", from: id, to: { cluster: "hub" } });
    return [`${id}-hub`, { ...link, id: `${id}-hub` }] as const;
  });
  const { id: _, ...entry } = region ?? { id: "" };
  const open = {
    ...regionSchema.parse({ ...entry, dns: { public: true }, buckets: { logs: {}, backups: {} } }),
    id: "eu",
  };
  return { ...fleet, settings, regions: new Map([["eu", open]]), links: new Map(links) };
}

const named = ({ resources }: Plan, part: string) => resources.filter(({ name }) => name.includes(part));
const one = (plan: Plan, name: string) => {
  const found = plan.resources.find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};
const specOf = (plan: Plan, name: string) => one(plan, name).inputs["spec"] as Record<string, unknown>;

const FLEET = fleetOf({ shop: {}, alone: { addOns: { "victoria-metrics": { central: false } } } });

describe("a cluster that sends", () => {
  test("makes its password where only the two read it, and writes by it", async () => {
    const plan = await planStack(FLEET, "shop");
    expect(one(plan, "shop-central-metrics-secret").inputs).toMatchObject({
      name: "atoll/lagoon/central-metrics/shop",
      // In days of grace it would keep its name from the next one, when it sends again.
      recoveryWindowInDays: 0,
    });
    expect(one(plan, "shop-central-metrics-secret-value").inputs).toMatchObject({
      secretString: "<known after up>",
    });
    const [, central] = specOf(plan, "shop-victoria-metrics-agent")["remoteWrite"] as { url: string }[];
    expect(central?.url).toBe("https://metrics.hub.eu.infra.lagoon.cloud:8427/api/v1/write");
    expect(specOf(plan, "shop-victoria-metrics-secret-central-metrics")).toMatchObject({
      dataFrom: [{ extract: { key: "atoll/lagoon/central-metrics/shop" } }],
    });
  });
});

describe("the management cluster", () => {
  test("lets each sender in by its own password, to write as itself alone", async () => {
    const plan = await planStack(FLEET, "hub");
    expect(named(plan, "hub-victoria-metrics-sender-").map(({ name }) => name)).toEqual([
      "hub-victoria-metrics-sender-shop",
    ]);
    expect(specOf(plan, "hub-victoria-metrics-sender-shop")).toEqual({
      name: "shop",
      username: "shop",
      passwordRef: { name: "sender-shop", key: "password" },
      targetRefs: [
        {
          static: { url: "http://vmsingle-central.monitoring.svc:8428" },
          paths: ["/api/v1/write"],
          query_args: [{ name: "extra_label", values: ["cluster=shop"] }],
        },
      ],
    });
  });

  test("trap: vmauth answers callers without a password only where it is told to, so nothing is said of them", async () => {
    const gate = specOf(await planStack(FLEET, "hub"), "hub-victoria-metrics-central-gate");
    expect(gate["unauthorizedUserAccessSpec"]).toBeUndefined();
    expect(gate["selectAllByDefault"]).toBe(false);
    expect(gate["extraArgs"]).toMatchObject({ tls: "true" });
  });

  test("has one internal load balancer, for its senders' ranges, and a name that leads there", async () => {
    const plan = await planStack(FLEET, "hub");
    const { metadata, spec } = one(plan, "hub-central-metrics-service").inputs as {
      readonly metadata: { readonly annotations: Record<string, string> };
      readonly spec: Record<string, unknown>;
    };
    expect(metadata.annotations).toMatchObject({
      "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
      "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
    });
    expect(spec).toMatchObject({
      type: "LoadBalancer",
      selector: { "app.kubernetes.io/name": "vmauth", "app.kubernetes.io/instance": "platform" },
      ports: [{ port: 8427 }],
    });
    expect(spec["loadBalancerSourceRanges"]).not.toHaveLength(0);
    expect(one(plan, "hub-central-metrics-name").inputs).toMatchObject({
      name: "metrics.hub.eu.infra.lagoon.cloud",
      type: "CNAME",
    });
  });

  test("tells when a sender is silent, by the requests that it does not make", async () => {
    const { groups } = specOf(await planStack(FLEET, "hub"), "hub-victoria-metrics-rules") as {
      readonly groups: readonly { readonly rules: readonly Record<string, unknown>[] }[];
    };
    const alerts = groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert === "ClusterSilent");
    const requests = 'vmauth_user_requests_total{username="shop"}';
    expect(alerts.map(({ expr }) => expr)).toEqual([
      `sum(rate(${requests}[10m])) == 0 or absent(${requests})`,
    ]);
    expect(alerts[0]?.["labels"]).toMatchObject({ cluster: "shop", scope: "cluster", severity: "critical" });
  });

  test("keeps metrics of the region apart from its own, which its rules and scalers ask without saying whose", async () => {
    const plan = await planStack(FLEET, "hub");
    expect(one(plan, "hub-victoria-metrics-central-store").inputs).toMatchObject({
      kind: "VMSingle",
      metadata: { name: "central" },
    });
    expect(specOf(plan, "hub-victoria-metrics-alert")).toMatchObject({
      datasource: { url: "http://vmsingle-platform.monitoring.svc:8428" },
    });
    expect(specOf(plan, "hub-victoria-metrics-agent")["remoteWrite"]).toEqual([
      { url: "http://vmsingle-platform.monitoring.svc:8428/api/v1/write" },
      { url: "http://vmsingle-central.monitoring.svc:8428/api/v1/write" },
    ]);
  });
});

test("a cluster that opts out sends nothing and makes no password", async () => {
  const plan = await planStack(FLEET, "alone");
  expect(named(plan, "central-metrics")).toEqual([]);
  expect(specOf(plan, "alone-victoria-metrics-agent")["remoteWrite"]).toHaveLength(1);
});
