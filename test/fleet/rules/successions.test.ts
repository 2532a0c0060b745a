import { describe, expect, test } from "vitest";
import { loadInventory } from "../../../fleet/load.ts";
import { soakEnd, weightedRecords } from "../../../fleet/upgrade/succession.ts";
import { faultsAfter } from "../locked-inventory.ts";
import { edited, type Files, inventoryFolder, loaderFaults, SOUND } from "../written-inventory.ts";

const OLD = SOUND["clusters/dev.yaml"] ?? "";
const GREEN = OLD.replace('"1.35"', '"1.36"');

/** The sound inventory, with a cluster `green` that takes the place of `dev`. */
function pair(
  green: string,
  { old = "", more = {} }: { readonly old?: string; readonly more?: Files } = {},
): Files {
  return { "clusters/dev.yaml": `${OLD}${old}`, "clusters/green.yaml": `${GREEN}${green}`, ...more };
}

const data = (line: string): Files =>
  edited("tenants/zeta.yaml", "trial: { cluster: dev }", `trial: { ${line} }`);

const ON = "replaces: dev\nswitchOver: { on: 2026-12-01 }\n".replace("2026-12-01", '"2026-12-01"');

test.each([
  ["has no traffic at first", pair("replaces: dev\n")],
  ["shares it", pair("replaces: dev\ntraffic: { weight: 10 }\n", { old: "traffic: { weight: 90 }\n" })],
  [
    "takes over data whose day is declared",
    pair(ON, { more: data('cluster: dev, stateful: true, switchOver: "2026-12-01"') }),
  ],
])("a cluster may replace another that %s", (_, files) => {
  expect(loaderFaults(files)).toEqual([]);
});

describe("a pair is refused", () => {
  test.each([
    [
      "whose old cluster is unknown",
      pair("replaces: dve\n"),
      'clusters/green.yaml:7:11 replaces: expected a cluster (dev, old), got "dve"; did you mean dev',
    ],
    [
      "of one cluster",
      pair("replaces: green\n"),
      'clusters/green.yaml:7:11 replaces: expected a cluster other than itself, got "green"',
    ],
    [
      "whose old cluster has a successor already",
      pair("replaces: dev\n", { more: { "clusters/blue.yaml": `${OLD}replaces: dev\n` } }),
      'clusters/green.yaml:7:11 replaces: expected a cluster that no other replaces: blue does already, got "dev"',
    ],
    [
      "whose old cluster is a successor itself",
      { ...pair("replaces: dev\n"), "clusters/third.yaml": `${GREEN}replaces: green\n` },
      'clusters/third.yaml:7:11 replaces: expected a cluster that replaces no other, got "green"; green still replaces dev: retire that one first',
    ],
    [
      "whose new cluster has an older Kubernetes",
      { "clusters/green.yaml": `${OLD.replace('"1.35"', '"1.34"')}replaces: dev\n` },
      'clusters/green.yaml:5:13 kubernetes: expected 1.35 or newer, as dev, which it replaces, got "1.34"',
    ],
    [
      "in two environments",
      pair("replaces: old\n"),
      'clusters/green.yaml:3:14 environment: expected production, as old, which it replaces, got "development"',
    ],
    [
      "whose weights are not the whole",
      pair("replaces: dev\ntraffic: { weight: 10 }\n"),
      "clusters/green.yaml:8:20 traffic.weight: expected 0, for dev has 100 and both have 100, got 10",
    ],
    [
      "in which nobody has traffic",
      pair("replaces: dev\n", { old: "traffic: { weight: 0 }\n" }),
      "clusters/green.yaml:1:1 traffic.weight: expected 100, for dev has 0 and both have 100, got 0",
    ],
    [
      "with traffic for data that stays behind",
      pair("replaces: dev\ntraffic: { weight: 10 }\n", {
        old: "traffic: { weight: 90 }\n",
        more: data("cluster: dev, stateful: true"),
      }),
      "tenants/zeta.yaml:5:3 environments.trial.switchOver: expected the day on which its data moves to green, for green has 10 percent of the traffic, got nothing",
    ],
    [
      "that takes over data without a day",
      pair(ON, { more: data("cluster: dev, stateful: true") }),
      "tenants/zeta.yaml:5:3 environments.trial.switchOver: expected the day on which its data moves to green, for green takes over, got nothing",
    ],
  ])("%s", (_, files, fault) => {
    expect(loaderFaults(files)).toEqual([fault]);
  });

  test("in a region in which a tenant may not live", () => {
    const us =
      "account: main\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2, c: use1-az4 }\n";
    const green = `${GREEN.replace("region: eu", "region: us")}replaces: dev\n`;
    const bound = edited("tenants/zeta.yaml", "size: small", "size: small\nresidency: [gdpr]");
    const files = { "regions/us.yaml": us, "clusters/green.yaml": green };
    expect(loaderFaults(files)).toEqual([]);
    expect(loaderFaults({ ...files, ...bound })).toEqual([
      "clusters/green.yaml:2:9 region: expected a region in which the tenants of dev may live: zeta (gdpr), got us (us)",
    ]);
  });
});

test.each([
  [
    "a switch without a pair",
    'switchOver: { on: "2026-12-01" }\n',
    "clusters/dev.yaml:7:1 switchOver: expected replaces beside it, for a switch needs a cluster to switch from, got none",
  ],
  [
    "a share of the traffic without a pair",
    "traffic: { weight: 0 }\n",
    "clusters/dev.yaml:7:20 traffic.weight: expected 100, for no other cluster shares its names, got 0",
  ],
  [
    "a weight above the whole",
    "traffic: { weight: 101 }\n",
    "clusters/dev.yaml:7:20 traffic.weight: expected a whole number in 0..100, got 101",
  ],
  [
    "a soak of no time",
    'switchOver: { on: "2026-12-01", soakHours: 0 }\n',
    "clusters/dev.yaml:7:44 switchOver.soakHours: expected a whole number in 1..720, got 0",
  ],
  [
    "a switch on no day",
    "switchOver: { on: soon }\n",
    'clusters/dev.yaml:7:19 switchOver.on: expected a day such as "2026-11-24", got "soon"',
  ],
])("a cluster alone is refused with %s", (_, line, fault) => {
  expect(loaderFaults({ "clusters/dev.yaml": `${OLD}${line}` })).toEqual([fault]);
});

test("the old cluster is free when the day of the switch and the soak after it are over", () => {
  expect(soakEnd({ on: "2026-12-01", soakHours: 48 })).toBe("2026-12-04");
  expect(soakEnd({ on: "2026-12-01", soakHours: 1 })).toBe("2026-12-03");
  expect(soakEnd({ on: "2026-12-30", soakHours: 49 })).toBe("2027-01-03");
});

describe("the old cluster of a pair", () => {
  const before = pair(ON);
  const moved = data("cluster: green");
  const retiring = 'traffic: { weight: 0 }\nlifecycle: retiring\nretireAfter: "2027-01-01"\n';
  const after = (green: string) => pair(`${green}traffic: { weight: 100 }\n`, { old: retiring, more: moved });

  test("may not retire before the soak ends, and may from that day on", () => {
    const expected =
      'clusters/dev.yaml:8:12 lifecycle: expected active until 2026-12-04: green takes over on 2026-12-01, and is watched for 48 hours after that day, got "retiring"';
    expect(faultsAfter(before, after(ON), "2026-12-03")).toEqual([expected]);
    expect(faultsAfter(before, after(ON), "2026-12-04")).toEqual([]);
  });

  test("may not retire while the switch has no day", () => {
    expect(faultsAfter(before, after("replaces: dev\n"), "2027-01-01")).toEqual([
      'clusters/dev.yaml:8:12 lifecycle: expected active until green, which replaces it, says in switchOver when it has taken over, got "retiring"',
    ]);
  });

  test("may not retire with traffic", () => {
    const files = pair(ON, { old: 'lifecycle: retiring\nretireAfter: "2027-01-01"\n', more: moved });
    expect(loaderFaults(files)).toEqual([
      "clusters/dev.yaml:1:1 traffic.weight: expected 0, for the cluster is retiring, got 100",
    ]);
  });

  test("stays guarded when the line that says so is removed", () => {
    expect(faultsAfter(before, pair(""))).toEqual([
      "clusters/green.yaml:1:1 replaces: expected dev until one of both is gone, got nothing; to give it up, set its weight to 0 and lifecycle: retiring beside this line; to keep it alone, retire dev first",
    ]);
  });

  test("stays guarded when its successor retires, which keeps the line and gives the traffic back", () => {
    const far = 'lifecycle: retiring\nretireAfter: "2027-06-01"\n';
    const busy = pair(`${ON}traffic: { weight: 100 }\n`, { old: "traffic: { weight: 0 }\n" });
    expect(faultsAfter(busy, pair(far))).toEqual([
      "clusters/green.yaml:1:1 replaces: expected dev until one of both is gone, got nothing; to give it up, set its weight to 0 and lifecycle: retiring beside this line; to keep it alone, retire dev first",
    ]);
    expect(
      loaderFaults(pair(`${ON}traffic: { weight: 100 }\n${far}`, { old: "traffic: { weight: 0 }\n" })),
    ).toEqual(["clusters/green.yaml:9:20 traffic.weight: expected 0, for the cluster is retiring, got 100"]);
    expect(faultsAfter(busy, pair(`replaces: dev\n${far}`))).toEqual([]);
  });

  test("may not retire by a switch that the lock does not know", () => {
    const cut = ON.replace("}", ", soakHours: 1 }");
    expect(faultsAfter(before, after(cut), "2026-12-04")).toEqual([
      'clusters/dev.yaml:8:12 lifecycle: expected active until the lock knows the switchOver of green, got "retiring"; run atoll lock and merge that first',
    ]);
  });

  test("can leave the inventory with the line that names it", () => {
    const gone = { "clusters/green.yaml": GREEN, "clusters/dev.yaml": undefined, ...moved };
    expect(faultsAfter(after(ON), gone, "2027-01-01")).toEqual([]);
  });
});

describe("a tenant on the old cluster", () => {
  const bound = data('cluster: dev, stateful: true, switchOver: "2026-12-01"');
  const moved = data('cluster: green, stateful: true, switchOver: "2026-12-01"');

  test("moves with its data on the day it declared, not before", () => {
    const at = "tenants/zeta.yaml:5:21 environments.trial.cluster:";
    const refused = `${at} expected dev until 2026-12-01, when its data moves, got "green"`;
    expect(faultsAfter(pair(ON, { more: bound }), pair(ON, { more: moved }), "2026-11-30")).toEqual([
      refused,
    ]);
    expect(faultsAfter(pair(ON, { more: bound }), pair(ON, { more: moved }), "2026-12-01")).toEqual([]);
  });

  test("does not move as one that has none any more", () => {
    const stateless = data("cluster: green");
    expect(faultsAfter(pair(ON, { more: bound }), pair(ON, { more: stateless }), "2026-12-01")).toEqual([
      'tenants/zeta.yaml:5:21 environments.trial.cluster: expected dev until its switchOver, when its data moves, got "green"',
    ]);
  });

  test("moves at any time when it has none", () => {
    expect(
      faultsAfter(pair("replaces: dev\n"), pair("replaces: dev\n", { more: data("cluster: green") })),
    ).toEqual([]);
  });
});

test("both clusters of a pair own a record of each name, which differ in set identifier and weight", () => {
  const files = pair("replaces: dev\ntraffic: { weight: 10 }\n", { old: "traffic: { weight: 90 }\n" });
  const inventory = loadInventory(inventoryFolder(files));
  const recordsOf = (id: string) => {
    const cluster = inventory.clusters.get(id);
    return cluster === undefined ? [] : weightedRecords(inventory, cluster);
  };
  const both = { name: "trial.zeta.apps.lagoon.cloud", slice: "zeta--trial" };
  const [dev, green] = ["dev", "green"].map((id) => `ingress.${id}.eu.infra.lagoon.cloud`);
  expect(recordsOf("dev")).toEqual([{ ...both, target: dev, setIdentifier: "dev", weight: 90 }]);
  expect(recordsOf("green")).toEqual([{ ...both, target: green, setIdentifier: "green", weight: 10 }]);
});
