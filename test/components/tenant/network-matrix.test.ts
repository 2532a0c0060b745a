import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { describe, expect, test } from "vitest";
import { opentelemetry } from "../../../components/platform/traces/opentelemetry.ts";
import { slicePlan } from "../../../components/tenant/slice-plan.ts";
import { VICTORIA_PODS } from "../../../fleet/charts/metrics-vocabulary.ts";
import { CLOSED, PORTS, slice, waypoint, worldOf } from "./network-world.ts";
import { type End, mayReach } from "./reach.ts";
import { FACTS } from "./sample-slices.ts";

const PAGE = resolve(import.meta.dirname, "../../../docs/tenants/names.md");

const SLICES = [
  slice({ tenant: "acme", egress: [{ cidr: "203.0.113.0/24", ports: [443], why: "payments" }] }),
  slice({ tenant: "acme", environment: "test" }),
  slice({ tenant: "bolt", egress: [{ cidr: "0.0.0.0/0", ports: [443], why: "the internet" }] }),
  slice({ tenant: "zeta" }),
];
const WORLD = worldOf(SLICES);
const NAMESPACES = SLICES.map(({ tenant, environment }) => `${tenant}--${environment}`);

const { pods: TRACES = {} } =
  Object.values(opentelemetry.contract.traffic).find((one) => "from" in one && one.from === "tenants") ?? {};
const METRICS = VICTORIA_PODS.vmagent;

const pod = (namespace: string): End => ({ namespace, labels: { app: "web" } });

const TENANT_ENDS = Object.fromEntries(NAMESPACES.map((name) => [name, pod(name)]));
const WAYPOINTS = Object.fromEntries(NAMESPACES.map((name) => [`waypoint of ${name}`, waypoint(name)]));
const ENDS: Readonly<Record<string, End>> = {
  ...TENANT_ENDS,
  ...WAYPOINTS,
  "the gateway": { namespace: "traefik", labels: { "app.kubernetes.io/name": "traefik" } },
  metrics: { namespace: "monitoring", labels: METRICS },
  traces: { namespace: "opentelemetry", labels: TRACES },
  "the mesh": { namespace: "istio-system", labels: { app: "istiod" } },
  DNS: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  "rest of kube-system": { namespace: "kube-system" },
  "Argo CD": { namespace: "argocd" },
  "cert-manager": { namespace: "cert-manager" },
  databases: { namespace: "cnpg-system" },
  "the API server": { address: "172.20.0.1" },
  "the identity agent": { address: "169.254.170.23" },
  "the node's metadata": { address: "169.254.169.254" },
  "probes in the mesh": { address: "169.254.7.127" },
  "a machine of the fleet": { address: "10.224.0.10" },
  "a pod range of the fleet": { address: "100.64.0.10" },
  "203.0.113.9": { address: "203.0.113.9" },
  "198.51.100.7": { address: "198.51.100.7" },
};

const shown = ({ protocol, port }: (typeof PORTS)[number]): string =>
  protocol === "TCP" ? `${port}` : `${port}/${protocol}`;

function open(from: End, to: End): string {
  const ports = PORTS.filter((port) => mayReach(WORLD, from, to, port));
  return ports.length === PORTS.length ? "all" : ports.map(shown).join(", ");
}

/** Waypoints share the namespace of the gateway, and with it the port of HTTPS, at which none of them listens. */
const isDeaf = (to: string, ports: string): boolean => to in WAYPOINTS && ports === "8443";

/** All that is open where a tenant's pod or a waypoint is at one end. */
function edges(): readonly (readonly [from: string, to: string, ports: string])[] {
  const names = Object.keys(ENDS);
  const isOurs = (name: string): boolean => name in TENANT_ENDS || name in WAYPOINTS;
  return names.flatMap((from) =>
    names.flatMap((to) => {
      const [one, other] = [ENDS[from], ENDS[to]];
      if (one === undefined || other === undefined || !(isOurs(from) || isOurs(to))) return [];
      const ports = open(one, other);
      return ports === "" ? [] : [[from, to, ports] as const];
    }),
  );
}

test("the page's matrix is what the policies say (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
  const rows = edges()
    .filter(([, to, ports]) => !isDeaf(to, ports))
    .map((cells) => `| ${cells.join(" | ")} |`);
  const made = ["| From | To | Ports |", "| --- | --- | --- |", ...rows].join("\n");
  const text = readFileSync(PAGE, "utf8").replace(
    /(<!-- network: begin -->)[^]*(<!-- network: end -->)/,
    (_, begin: string, end: string) => `${begin}\n\n${made}\n\n${end}`,
  );
  const written = await format(text, { ...(await resolveConfig(PAGE)), parser: "markdown" });
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, "utf8")).toBe(written);
  expect(rows.length).toBeGreaterThan(20);
});

test("no pod of a tenant reaches one of another, nor one of its other environments, nor its waypoint", () => {
  const foreign = edges().filter(
    ([from, to]) => from in TENANT_ENDS && to !== from && (to in TENANT_ENDS || to in WAYPOINTS),
  );
  expect(foreign).toEqual(NAMESPACES.map((name) => [name, `waypoint of ${name}`, "15008"]));
});

test("a waypoint reaches pods of its own environment, and no other's", () => {
  const reached = edges().filter(([from, to]) => from in WAYPOINTS && (to in TENANT_ENDS || to in WAYPOINTS));
  expect(reached).toEqual(NAMESPACES.map((name) => [`waypoint of ${name}`, name, "all"]));
});

test("among two hundred tenants there is no way between two of them, nor to another's waypoint", () => {
  const many = Array.from({ length: 200 }, (_, index) => slice({ tenant: `t${index}` }));
  const world = worldOf(many);
  const names = many.map(({ tenant }) => `${tenant}--live`);
  const open = names.flatMap((from) =>
    names.filter(
      (to) =>
        to !== from &&
        [pod(to), waypoint(to)].some((end) =>
          mayReach(world, pod(from), end, { protocol: "TCP", port: 15008 }),
        ),
    ),
  );
  expect(open).toEqual([]);
});

describe("link-local addresses", () => {
  const closed: readonly End[] = ["169.254.169.254", "169.254.0.1", "fd00:ec2::254"].map((address) => ({
    address,
  }));

  test("stay closed, whatever ways out a tenant has", () => {
    const reached = NAMESPACES.flatMap((name) =>
      closed.filter((end) => PORTS.some((port) => mayReach(WORLD, pod(name), end, port))),
    );
    expect(reached).toEqual([]);
  });

  test("would be open by a way to the internet from which nothing is cut out", () => {
    const [tier] = slicePlan(
      slice({ egress: [{ cidr: "0.0.0.0/0", ports: [443], why: "all" }] }),
      FACTS,
    ).policies;
    const bare = JSON.parse(JSON.stringify(tier), (key, value: unknown) =>
      key === "except" ? undefined : value,
    ) as NonNullable<typeof tier>;
    const reaches = (policy: NonNullable<typeof tier>): boolean =>
      mayReach(new Map([["acme--live", [policy]]]), pod("acme--live"), closed[0]!, {
        protocol: "TCP",
        port: 443,
      });
    expect(tier === undefined ? [] : [reaches(tier), reaches(bare)]).toEqual([false, true]);
  });

  test("stay closed in clusters with IPv6, where they are met by translation", () => {
    const wide = slice({ egress: [{ cidr: "0.0.0.0/0", ports: [443], why: "all" }] });
    const { policies } = slicePlan(wide, { ...FACTS, ipFamily: "ipv6" });
    const to = (address: string): boolean =>
      mayReach(
        new Map([["acme--live", policies]]),
        pod("acme--live"),
        { address },
        {
          protocol: "TCP",
          port: 443,
        },
      );
    expect(to("64:ff9b::cb00:7109")).toBe(true);
    expect(["64:ff9b::a9fe:a9fe", "64:ff9b::a00:1", "fd00:ec2::254", "fe80::1"].filter(to)).toEqual([]);
  });
});

test("a way out opens its ports and addresses, and nothing that the fleet keeps closed", () => {
  const rules = (changes: Parameters<typeof slice>[0]) =>
    slicePlan(slice(changes), FACTS).policies[0]?.spec.egress?.slice(-1);
  expect(rules({ egress: [{ cidr: "203.0.113.0/24", ports: [443, 8443], why: "payments" }] })).toEqual([
    {
      to: [{ ipBlock: { cidr: "203.0.113.0/24" } }],
      ports: [
        { protocol: "TCP", port: 443 },
        { protocol: "TCP", port: 8443 },
      ],
    },
  ]);
  const wide = rules({ egress: [{ cidr: "0.0.0.0/0", ports: [443], why: "all" }] })?.[0]?.to[0]?.ipBlock;
  expect(wide?.except).toEqual(expect.arrayContaining(CLOSED.filter((one) => !one.startsWith("172."))));
  expect(wide?.except).toContain("172.16.0.0/12");
});
