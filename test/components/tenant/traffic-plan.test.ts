import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trafficPlan } from "../../../components/tenant/traffic-plan.ts";
import { tenantNamespace } from "../../../fleet/names.ts";
import { entryId } from "../../../fleet/schema/scalars.ts";
import { type End, mayReach, type World } from "./reach.ts";

const POLICIES = trafficPlan("pod-identity");
const world = (...namespaces: readonly string[]): World =>
  new Map(namespaces.map((name) => [name, POLICIES]));
const tcp = (port: number) => ({ protocol: "TCP", port }) as const;
const udp = (port: number) => ({ protocol: "UDP", port }) as const;

const ENDS: Readonly<Record<string, End>> = {
  acme: { namespace: "acme--live", labels: { app: "web" } },
  "acme's other environment": { namespace: "acme--test" },
  zeta: { namespace: "zeta--live", labels: { "k8s-app": "kube-dns", "app.kubernetes.io/name": "traefik" } },
  dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  "rest of kube-system": { namespace: "kube-system", labels: { "k8s-app": "metrics-server" } },
  gateway: { namespace: "traefik" },
  metrics: { namespace: "monitoring" },
  "spans' gateway": { namespace: "opentelemetry" },
  "cert-manager": { namespace: "cert-manager" },
  "API server": { address: "172.20.0.1" },
  "node metadata": { address: "169.254.169.254" },
  "node metadata by IPv6": { address: "fd00:ec2::254" },
  "identity agent": { address: "169.254.170.23" },
  "probes in the mesh": { address: "169.254.7.127" },
  "another machine of the network": { address: "10.224.0.10" },
  internet: { address: "93.184.216.34" },
};
const TENANTS = ["acme", "acme's other environment", "zeta"];
const WORLD = world("acme--live", "acme--test", "zeta--live");
const PORTS = [tcp(53), udp(53), tcp(80), tcp(443), tcp(4317), tcp(4318), tcp(8080), tcp(15008), udp(8080)];
const shown = ({ protocol, port }: (typeof PORTS)[number]): string => `${port}/${protocol}`;

/** What a pod of acme reaches and what reaches it, as `who: ports`. */
function edges(way: "to" | "from"): readonly string[] {
  const acme = ENDS["acme"]!;
  return Object.entries(ENDS).flatMap(([name, end]) => {
    const open = PORTS.filter((port) =>
      way === "to" ? mayReach(WORLD, acme, end, port) : mayReach(WORLD, end, acme, port),
    );
    if (open.length === 0) return [];
    return [`${name}: ${open.length === PORTS.length ? "all" : open.map(shown).join(", ")}`];
  });
}

describe("a pod of a tenant", () => {
  test("reaches its own namespace, DNS, who takes spans and the identity agent, and nothing else", () => {
    expect(edges("to")).toEqual([
      "acme: all",
      "dns: 53/TCP, 53/UDP",
      "spans' gateway: 4317/TCP, 4318/TCP",
      "identity agent: 80/TCP",
    ]);
  });

  test("is reached by its own namespace, the gateway, metrics and the mesh's probes, and by nobody else", () => {
    expect(edges("from")).toEqual(["acme: all", "gateway: all", "metrics: all", "probes in the mesh: all"]);
  });

  test("speaks inside the mesh with those that it speaks with outside, and with no others", () => {
    const open = (port: number) =>
      Object.entries(ENDS).filter(([, end]) => mayReach(WORLD, end, ENDS["acme"]!, tcp(port)));
    expect(open(15008)).toEqual(open(8080));
    expect(mayReach(WORLD, ENDS["acme"]!, ENDS["acme"]!, tcp(15008))).toBe(true);
  });

  test("has no identity agent to ask where the cluster has none", () => {
    const without: World = new Map([["acme--live", trafficPlan("none")]]);
    expect(mayReach(without, ENDS["acme"]!, ENDS["identity agent"]!, tcp(80))).toBe(false);
  });
});

describe("between tenants there is no way", () => {
  test("in the world above, whatever labels a pod gives itself", () => {
    const pairs = TENANTS.flatMap((from) =>
      TENANTS.filter((to) => to !== from).map((to) => [from, to] as const),
    );
    const open = pairs.filter(([from, to]) =>
      PORTS.some((port) => mayReach(WORLD, ENDS[from]!, ENDS[to]!, port)),
    );
    expect(open).toEqual([]);
  });

  test("among two hundred", () => {
    const names = Array.from({ length: 200 }, (_, index) => `t${index}--live`);
    const all = world(...names);
    const open = names.flatMap((from) =>
      names.filter((to) => to !== from && mayReach(all, { namespace: from }, { namespace: to }, tcp(15008))),
    );
    expect(open).toEqual([]);
  });

  test("for any two ids, port and labels", () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/).filter((text) => entryId.safeParse(text).success);
    const labels = fc.dictionary(
      fc.constantFrom("k8s-app", "app.kubernetes.io/name", "kubernetes.io/metadata.name"),
      fc.constantFrom("kube-dns", "traefik", "monitoring", "kube-system"),
    );
    const end = fc.record({ tenant: id, environment: id, labels });
    const port = fc.record({
      protocol: fc.constantFrom("TCP" as const, "UDP" as const),
      port: fc.oneof(fc.constantFrom(53, 80, 15008), fc.integer({ min: 1, max: 65_535 })),
    });
    fc.assert(
      fc.property(end, end, port, (one, other, at) => {
        const [from, to] = [one, other].map(({ tenant, environment }) =>
          tenantNamespace(tenant, environment),
        );
        fc.pre(from !== undefined && to !== undefined && from !== to);
        const open = mayReach(world(from, to), { namespace: from, ...one }, { namespace: to, ...other }, at);
        expect(open).toBe(false);
      }),
    );
  });
});

test("no rule holds a link-local address but the two that are named, nor any range wider than one address", () => {
  const blocks = POLICIES.flatMap(({ spec }) => [
    ...(spec.ingress ?? []).flatMap(({ from }) => from),
    ...(spec.egress ?? []).flatMap(({ to }) => to),
  ]).flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr]));
  expect(blocks).toEqual(["169.254.7.127/32", "169.254.170.23/32"]);
});

test("one policy is of all pods and of both ways, so that what it does not name is closed", () => {
  expect(POLICIES.map(({ name }) => name)).toEqual(["tier"]);
  expect(POLICIES[0]?.spec).toMatchObject({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  const rules = [...(POLICIES[0]?.spec.ingress ?? []), ...(POLICIES[0]?.spec.egress ?? [])];
  for (const rule of rules) expect("from" in rule ? rule.from : rule.to).not.toEqual([]);
});
