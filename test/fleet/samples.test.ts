import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { k3sServers } from "../../fleet/k3s/k3s-servers.ts";
import { launchedNodes } from "../../fleet/nodes/node-pools.ts";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { jsonSchemas } from "../../fleet/json-schema.ts";
import { lockText } from "../../fleet/write-lock.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SCHEMAS = join(ROOT, "inventory/.schema");
const TODAY = "2026-11-27";

/** The comment by which an editor finds the schema of a file. */
const SCHEMA_LINE = /^# yaml-language-server: \$schema=(\S+)\n/;

/** Every file of a sample that a person writes. */
function entryFiles(dir: string): readonly string[] {
  const names = readdirSync(join(ROOT, dir), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".yaml") && name !== "fleet.lock.yaml").sort();
}

/** The schema that a file names, from the folder of schemas; undefined when it names none. */
function namedSchema(dir: string, file: string): string | undefined {
  const path = join(ROOT, dir, file);
  const [, named] = SCHEMA_LINE.exec(readFileSync(path, "utf8")) ?? [];
  return named === undefined ? undefined : relative(SCHEMAS, resolve(dirname(path), named));
}

const SCHEMA_OF: Readonly<Record<string, string>> = {
  ".": "fleet.json",
  regions: "region.json",
  clusters: "cluster.json",
  tenants: "tenant.json",
  links: "link.json",
};

const ajv = new Ajv2020({ strict: false, formats: { date: true } });
const validators = new Map(
  readdirSync(SCHEMAS).map((name) => [
    name,
    ajv.compile(JSON.parse(readFileSync(join(SCHEMAS, name), "utf8")) as object),
  ]),
);

/** What an editor would underline in a text. */
function editorFaults(schema: string, text: string): readonly string[] {
  const validate = validators.get(schema);
  if (validate === undefined) throw new Error(`there is no schema ${schema}`);
  if (validate(parse(text))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

describe.each(["inventory", "examples/enterprise", "examples/minimal-saas"])("the sample in %s", (dir) => {
  const files = entryFiles(dir);

  test("passes every check, with the lock that atoll lock would write", () => {
    const fleet = checkedFleet(join(ROOT, dir), TODAY);
    const { lock, changes } = updateLock(fleet, fleet.lock, TODAY);
    expect(changes).toEqual([]);
    expect(lockText(lock)).toBe(readFileSync(join(ROOT, dir, "fleet.lock.yaml"), "utf8"));
  });

  test("names the one copy of its schema in the first line of each file", () => {
    expect(files.map((file) => `${file} ${namedSchema(dir, file) ?? ""}`)).toEqual(
      files.map((file) => `${file} ${SCHEMA_OF[dirname(file)] ?? ""}`),
    );
    expect(Object.values(SCHEMA_OF).every((name) => existsSync(join(SCHEMAS, name)))).toBe(true);
  });

  test.each(files)("is taken by the editor's schema: %s", (file) => {
    const text = readFileSync(join(ROOT, dir, file), "utf8");
    expect(editorFaults(namedSchema(dir, file) ?? "", text)).toEqual([]);
  });
});

test("the schema files are what the schemas in the code say", () => {
  const written = readdirSync(SCHEMAS).map((name) => [name, readFileSync(join(SCHEMAS, name), "utf8")]);
  expect(written.sort()).toEqual([...jsonSchemas()].sort());
});

test("the editor's schema underlines what the loader refuses", () => {
  const cluster = readFileSync(join(ROOT, "inventory/clusters/dev.yaml"), "utf8");
  const faulty = cluster
    .replace("sla: 1", "sla: 4")
    .replace("profile:", "profil:")
    .replace('"1.35"', '"v1.35"');
  expect(editorFaults("cluster.json", faulty)).not.toEqual([]);
});

describe("the enterprise sample has, as its readers are told,", () => {
  const fleet: Fleet = checkedFleet(join(ROOT, "examples/enterprise"), TODAY);
  const clusters = [...fleet.clusters.values()];
  const tenants = [...fleet.tenants.values()];
  const ids = (wanted: (cluster: Cluster) => boolean): readonly string[] =>
    clusters
      .filter(wanted)
      .map(({ id }) => id)
      .sort();
  const countsOf = (words: readonly string[]): Readonly<Record<string, number>> =>
    Object.fromEntries(
      [...new Set(words)].sort().map((word) => [word, words.filter((one) => one === word).length]),
    );

  test("3 development, 2 staging, 6 production and 2 edge clusters", () => {
    expect(countsOf(clusters.map(({ environment }) => environment))).toEqual({
      development: 3,
      edge: 2,
      production: 6,
      staging: 2,
    });
  });

  test("production clusters made for 100 to 200 nodes over several zones", () => {
    const production = clusters.filter(({ environment }) => environment === "production");
    for (const { id, nodes } of production) {
      expect(nodes.max, id).toBeGreaterThanOrEqual(100);
      expect(nodes.max, id).toBeLessThanOrEqual(200);
      const zones = Object.keys(fleet.lock.clusters[id]?.subnets ?? {}).filter((key) =>
        key.startsWith("node-"),
      );
      expect(zones, id).toHaveLength(3);
    }
  });

  test("clusters in three AWS regions and three accounts, two regions of copies, and an account for states and names", () => {
    const regions = [...fleet.regions.values()];
    expect(countsOf(regions.map(({ awsRegion }) => awsRegion))).toEqual({
      "ap-southeast-1": 1,
      "eu-central-1": 2,
      "eu-west-1": 1,
      "us-east-1": 2,
      "us-west-2": 1,
    });
    const settled = new Set(clusters.map(({ region }) => region));
    expect(regions.filter(({ id }) => !settled.has(id)).map(({ id }) => id)).toEqual(["eu-west", "us-west"]);
    const { tools, ...others } = fleet.settings.accounts;
    expect(tools?.id).toBe("777788889999");
    expect(fleet.settings.state?.account).toBe("tools");
    expect(new Set(regions.map(({ account }) => account))).toEqual(new Set(Object.keys(others)));
  });

  test("60 tenants with 300 environments, of every tier, size and residency", () => {
    expect(tenants).toHaveLength(60);
    expect(tenants.flatMap(({ environments }) => Object.keys(environments))).toHaveLength(300);
    expect(Object.keys(countsOf(tenants.map(({ tier }) => tier)))).toEqual([
      "dedicated-cluster",
      "dedicated-nodes",
      "pooled",
    ]);
    expect(Object.keys(countsOf(tenants.map(({ size }) => size)))).toEqual(["large", "medium", "small"]);
    expect(
      Object.keys(countsOf(tenants.map(({ residency }) => residency?.join(", ") ?? "anywhere"))),
    ).toEqual(["anywhere", "eu", "sg", "us", "us-east, us-east-lab"]);
  });

  test("an environment of some tenant on every cluster but the one that takes another's place", () => {
    const used = new Set(
      tenants.flatMap(({ environments }) => Object.values(environments).map(({ cluster }) => cluster)),
    );
    expect(ids(({ id }) => !used.has(id))).toEqual(["prod-sg"]);
    expect(fleet.clusters.get("prod-sg")?.replaces).toBe("prod-ap");
  });

  test("one network of each kind that is out of the ordinary", () => {
    expect(ids(({ network }) => network.mode === "existing" && !network.legacy)).toEqual(["prod-ap"]);
    expect(ids(({ network }) => network.mode === "existing" && network.legacy)).toEqual(["edge-singapore"]);
    expect(ids(({ network }) => network.mode === "create" && network.egress === "private-only")).toEqual([
      "prod-health",
    ]);
    expect(ids(({ network }) => network.mode === "create" && network.pods === "unrouted")).toEqual([
      "edge-virginia",
      "prod-bank",
    ]);
    expect(ids(({ network }) => network.mode === "create" && network.dualStack === true)).toEqual([
      "prod-us",
      "staging-us",
    ]);
  });
});

test("the small sample has, as its readers are told, three servers, fifteen workers and three tenants", () => {
  const fleet = checkedFleet(join(ROOT, "examples/minimal-saas"), TODAY);
  const [prod, ...others] = [...fleet.clusters.values()];
  if (prod === undefined) throw new Error("the small sample has no cluster");
  expect([prod.id, prod.kind, prod.profile, others]).toEqual(["prod", "k3s", "standard", []]);
  expect(k3sServers(fleet, prod)).toEqual(
    ["a", "b", "c"].map((key) => ({ key, availabilityZone: `eu-west-1${key}`, revision: 1 })),
  );
  expect(launchedNodes(prod)).toBe(15);
  expect(fleet.tenants.size).toBe(3);
});

test("the enterprise sample's page lists its clusters where they are", () => {
  const page = readFileSync(join(ROOT, "examples/enterprise/README.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\w+) +\| `([a-z-]+)` +\|/gm)].map((row) =>
    row.slice(1),
  );
  const { clusters } = checkedFleet(join(ROOT, "examples/enterprise"), TODAY);
  const entries = [...clusters.values()].map(({ id, environment, region }) => [id, environment, region]);
  expect(rows.sort()).toEqual(entries.sort());
});
