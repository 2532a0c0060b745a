import { describe, expect, test } from "vitest";
import { type End, mayReach, type World } from "../reach.ts";
import { dataPlan, sampleDatabase } from "./sample-databases.ts";

const tcp = (port: number) => ({ protocol: "TCP", port }) as const;
const WORLD: World = new Map(
  ["acme", "zeta"].map((tenant) => [`${tenant}--live`, dataPlan({ tenant }).policies]),
);
const DATABASE: End = { namespace: "acme--live", labels: { "cnpg.io/cluster": "postgres-shop" } };
const POOLED = sampleDatabase({ pooler: true });
/** What CloudNativePG puts on pods of a pooler, and on those of the jobs that begin an instance. */
const POOLER: End = {
  namespace: "acme--live",
  labels: {
    "cnpg.io/cluster": "postgres-shop",
    "cnpg.io/poolerName": "postgres-shop-pool",
    "cnpg.io/podRole": "pooler",
  },
};
const JOB: End = {
  namespace: "acme--live",
  labels: { "cnpg.io/cluster": "postgres-shop", "cnpg.io/jobRole": "initdb" },
};
const PROGRAM: End = { namespace: "acme--live", labels: { app: "web" } };
const ENDS: Readonly<Record<string, End>> = {
  operator: { namespace: "cnpg-system", labels: { "app.kubernetes.io/name": "cloudnative-pg" } },
  "own program": PROGRAM,
  "own database": DATABASE,
  "other tenant's program": { namespace: "zeta--live", labels: { app: "web" } },
  "other tenant's database": { namespace: "zeta--live", labels: { "cnpg.io/cluster": "postgres-shop" } },
  "other add-on": { namespace: "cert-manager" },
  metrics: { namespace: "monitoring" },
  "API server": { address: "172.20.0.1" },
  "control plane": { address: "10.224.19.5" },
  "machine of the network": { address: "10.224.0.10" },
  "pod that is never routed": { address: "100.64.0.10" },
  "node metadata": { address: "169.254.169.254" },
  S3: { address: "52.219.72.10" },
};
const PORTS = [443, 5432, 6443, 8000, 9187].map(tcp);

function edges(
  way: "to" | "from",
  pod: End,
  world: World = WORLD,
): Readonly<Record<string, readonly number[]>> {
  const all = Object.entries(ENDS).map(([name, end]) => {
    const open = PORTS.filter((port) =>
      way === "to" ? mayReach(world, pod, end, port) : mayReach(world, end, pod, port),
    );
    return [name, open.map(({ port }) => port)] as const;
  });
  return Object.fromEntries(all.filter(([, ports]) => ports.length > 0));
}

const ALL = PORTS.map(({ port }) => port);

describe("a database", () => {
  test("reaches its own namespace, the API server, and what is public at port 443", () => {
    expect(edges("to", DATABASE)).toEqual({
      "own program": ALL,
      "own database": ALL,
      "API server": [443, 6443],
      "control plane": [443, 6443],
      S3: [443],
    });
  });

  test("is reached by its own namespace, by its operator at one port, and by what collects metrics", () => {
    const { "API server": api, "control plane": plane, S3, ...pods } = edges("from", DATABASE);
    expect([api, plane, S3]).toEqual([undefined, undefined, undefined]);
    expect(pods).toEqual({ operator: [8000], "own program": ALL, "own database": ALL, metrics: ALL });
  });

  test("opens nothing for other pods of its namespace", () => {
    expect(edges("to", PROGRAM)).toEqual({ "own program": ALL, "own database": ALL });
    expect(edges("from", PROGRAM)).not.toHaveProperty("operator");
  });

  test("would archive nothing and be seen by no operator without its policy", () => {
    const policies = dataPlan().policies.filter(({ name }) => name !== "databases");
    const world = new Map([...WORLD, ["acme--live", policies]] as const);
    expect(edges("to", DATABASE, world)).not.toHaveProperty("S3");
    expect(edges("from", DATABASE, world)).not.toHaveProperty("operator");
  });
});

describe("a pooler", () => {
  const policies = dataPlan({ databases: [POOLED] }).policies;
  const world: World = new Map([...WORLD, ["acme--live", policies]] as const);

  test("reaches its own namespace and the API server, and nothing that is public", () => {
    expect(edges("to", POOLER, world)).toEqual({
      "own program": ALL,
      "own database": ALL,
      "API server": [443, 6443],
      "control plane": [443, 6443],
    });
  });

  test("is reached by its own namespace and by what collects metrics, not by the operator", () => {
    const { "API server": api, "control plane": plane, S3, ...pods } = edges("from", POOLER, world);
    expect([api, plane, S3]).toEqual([undefined, undefined, undefined]);
    expect(pods).toEqual({ "own program": ALL, "own database": ALL, metrics: ALL });
  });

  test("takes nothing from instances, nor from the jobs that begin them", () => {
    expect(edges("to", DATABASE, world)).toEqual(edges("to", DATABASE));
    expect(edges("to", JOB, world)).toEqual(edges("to", DATABASE));
  });

  test("opens nothing for a pod that only says it is one, or an instance", () => {
    for (const role of ["pooler", "instance"]) {
      const pod: End = { namespace: "acme--live", labels: { "cnpg.io/podRole": role } };
      expect(edges("to", pod, world)).toEqual(edges("to", PROGRAM));
    }
  });

  test("has a policy of its own only where there is one, and where it opens something", () => {
    const names = (changes: Parameters<typeof dataPlan>[0], facts?: Parameters<typeof dataPlan>[1]) =>
      dataPlan(changes, facts).policies.map(({ name }) => name);
    expect(names({ databases: [POOLED] })).toContain("poolers");
    expect(names({})).not.toContain("poolers");
    expect(names({ databases: [POOLED], apiServerRanges: [] })).not.toContain("poolers");
    expect(names({ databases: [POOLED], apiServerRanges: [] }, { ipFamily: "ipv6" })).toContain("poolers");
  });
});

test("without ranges of the API server no rule is made that would open every port to everybody", () => {
  const { policies } = dataPlan({ apiServerRanges: [] });
  const [own] = policies.filter(({ name }) => name === "databases");
  expect(own?.spec.egress).toHaveLength(1);
  expect(own?.spec.egress?.[0]?.ports).toEqual([tcp(443)]);
});

test("with IPv6 HTTPS leads everywhere but to link-local addresses, for nobody knows the API server's range before", () => {
  const { policies } = dataPlan({ apiServerRanges: [] }, { ipFamily: "ipv6" });
  const world: World = new Map([["acme--live", policies]]);
  const reaches = (address: string, port: number) => mayReach(world, DATABASE, { address }, tcp(port));
  expect(reaches("2600:1f18::10", 443)).toBe(true);
  expect(reaches("fd12:3456::1", 443)).toBe(true);
  expect([reaches("fd00:ec2::254", 443), reaches("fe80::1", 443), reaches("2600:1f18::10", 80)]).toEqual([
    false,
    false,
    false,
  ]);
});

test("an environment without a database has no such policy", () => {
  expect(dataPlan({ databases: [] }).policies.map(({ name }) => name)).toEqual(["tier"]);
});
