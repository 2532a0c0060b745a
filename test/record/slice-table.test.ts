import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { sliceResources } from "../../fleet/placement/slice-resources.ts";
import { resourceKey } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { presentAddOns } from "../../fleet/charts/add-ons.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { platformFleet } from "./platform-fleet.ts";

const PAGE = resolve(import.meta.dirname, "../../docs/tenants/placement.md");

/** What a pooled environment with one application may take of a stack, its records included. */
const MOST = 25;

/** What each resource is for, by the end of its name; in the order of the page. */
const REASONS: readonly (readonly [string, string])[] = [
  ["acme--live", "the component, below which all others are"],
  ["acme--live-namespace", "namespace, with Pod Security and what the guards must know of it"],
  ["acme--live-quota-tier", "sums and counts"],
  ["acme--live-quota-priority", "no pod with a priority class: a scope that no other quota can have"],
  ["acme--live-limits", "what a container gets that asks for nothing, and the most of one pod"],
  ["acme--live-policy-tier", "nothing in or out but what is named"],
  ["acme--live-account-default", "one field of the account that Kubernetes makes: no token"],
  ["acme--live-account-app", "account of its applications, without token and rights"],
  ["acme--live-binding-developer", "who holds the cluster's role of developers here"],
  ["acme--live-binding-viewer", "who holds that of viewers"],
  ["acme--live-mesh", "who speaks with its pods in the mesh"],
  ["acme--live-waypoint", "proxy of its requests in the mesh"],
  ["acme--live-waypoint-policy", "who may ask that proxy"],
  ["acme--live-secret-store", "store of its secrets"],
  ["acme--live-account-secret-reader", "account by which the store reads"],
  ["dev-identity-acme--live.secret-reader-role", "role of that account in AWS"],
  ["dev-identity-acme--live.secret-reader-policy", "what that role may read"],
  ["dev-record-acme--live", "its name"],
  ["dev-record-acme--live-applications", "all names below it"],
  ["acme--live-names", "certificate of all names below it"],
  ["acme--live-gateway", "a listener for each name"],
  ["acme--live-project", "walls around what is deployed"],
  ["acme--live-applications", "its applications, as its entry says"],
  ["acme--live-route-shop", "leads the names of the application to its Service"],
  ["acme--live-scaling-shop", "how the application scales"],
  ["acme--live-database-orders", "the database"],
  ["acme--live-backups-orders-17", "its base backups"],
  ["acme--live-archive", "where databases are archived"],
  ["acme--live-policy-databases", "what only pods of databases reach"],
  ["dev-identity-acme--live.postgres-orders-role", "role of the database's pods in AWS"],
  ["dev-identity-acme--live.postgres-orders-policy", "what that role may write and read"],
  ["dev-identity-acme--live.postgres-orders", "gives its pods that role"],
];

const GROUND = platformFleet({ dev: { kind: "eks", profile: "full" } });
const FLEET: Fleet = {
  ...GROUND,
  settings: { ...GROUND.settings, hostedZone: { id: "Z0123456789ABCDEFGHIJ", account: "workloads" } },
};
const ENTRY = {
  displayName: "Acme",
  tier: "pooled",
  size: "small",
  environments: { live: { cluster: "dev" } },
};
const APPLICATION = { repository: "https://github.com/lagoon/shop.git", scaling: { cpuPercent: 70 } };

const planned = async (...entries: readonly (readonly [string, object])[]): Promise<readonly string[]> => {
  const tenants = new Map(entries.map(([id, entry]) => [id, placedTenant(id, entry)]));
  return (await planStack({ ...FLEET, tenants }, "dev")).resources.map(resourceKey);
};

describe("an environment of a pooled tenant in the profile full", async () => {
  const other = ["other", ENTRY] as const;
  const known = new Set(await planned(other));
  const added = async (more: object): Promise<readonly string[]> =>
    (await planned(other, ["acme", { ...ENTRY, ...more }])).filter((key) => !known.has(key));
  const applications = { shop: APPLICATION };
  const bare = await added({});
  const usual = await added({ applications });
  const withData = await added({ applications, databases: { orders: {} } });

  const parts = [
    bare,
    usual.filter((key) => !bare.includes(key)),
    withData.filter((key) => !usual.includes(key)),
  ];

  test("with an application that is published, delivered and scaled is at most 25 resources, its records among them", () => {
    expect(usual.length).toBeLessThanOrEqual(MOST);
    expect(parts.map((part) => part.length)).toEqual([18, 7, 7]);
  });

  test("takes no resource for which there is no reason", () => {
    const names = withData.map((key) => key.slice(key.lastIndexOf("::") + 2));
    expect([...names].sort()).toEqual(REASONS.map(([name]) => name).sort());
  });

  test("is counted by the loader as no less than it is", () => {
    const cluster = FLEET.clusters.get("dev")!;
    const addOns = new Set(presentAddOns(FLEET, cluster));
    const counted = (databases: number) => sliceResources(addOns, { applications: 1, databases });
    expect(counted(0)).toBeGreaterThanOrEqual(usual.length);
    expect(counted(1)).toBeGreaterThanOrEqual(withData.length);
  });

  test("is the table of the page (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
    const kindOf = (name: string): string => {
      const key = withData.find((one) => one.endsWith(`::${name}`)) ?? "";
      return key.slice(0, -name.length - 2).replace(/^.*:/, "");
    };
    const titles = ["always", "with one application", "with one database"];
    const rows = parts.flatMap((part, index) =>
      REASONS.filter(([name]) => part.some((key) => key.endsWith(`::${name}`))).map(
        ([name, reason], place) =>
          `| ${place === 0 ? `${titles[index]}: ${part.length}` : ""} | ${kindOf(name)} | ${reason} |`,
      ),
    );
    const table = ["| | Kind | For |", "| --- | --- | --- |", ...rows].join("\n");
    const text = readFileSync(PAGE, "utf8");
    const block = /(?<=<!-- slice: begin -->\n)[^]*?(?=<!-- slice: end -->)/;
    expect(text).toMatch(block);
    const options = await resolveConfig(PAGE);
    const written = await format(
      text.replace(block, () => `\n${table}\n\n`),
      { ...options, parser: "markdown" },
    );
    if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(PAGE, written);
    expect(readFileSync(PAGE, "utf8")).toBe(written);
  });
});
