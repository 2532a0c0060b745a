import { describe, expect, test } from "vitest";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import { slaSettings } from "../../fleet/sla.ts";
import { fleetWarnings } from "../../fleet/warnings.ts";

const TODAY = "2026-11-24";

function cluster(entry: object): Cluster {
  const least = { kind: "eks", region: "eu", environment: "production", sla: 2, kubernetes: "1.35" };
  return { ...clusterSchema.parse({ ...least, ...entry }), id: "live" };
}

/** A fleet that hears what is critical in production, and knows where the pages of alerts are. */
const SETTINGS = fleetSchema.parse({
  ...{ organisation: "lagoon", dnsZone: "lagoon.cloud", runners: { cidrs: ["10.255.0.0/20"] } },
  accounts: { main: { id: "111122223333", role: "deployer" } },
  addresses: { supernets: ["10.0.0.0/8"] },
  alertRoutes: { pager: { kind: "pagerduty", target: "platform" } },
  environments: { production: { ring: "stable", alerts: ["pager"] } },
  monitoring: { runbooksUrl: "https://wiki.lagoon.cloud/alerts" },
});

const EXISTING = { mode: "existing", vpcId: "vpc-0a1b2c3d4e5f60718", cidr: "10.0.0.0/16", subnets: {} };
const RETIRING = { lifecycle: "retiring", retireAfter: "2026-12-24" };

describe("protection", () => {
  test.each([
    ["of sla 1 is off", { sla: 1 }, false],
    ["of sla 2 is on", { sla: 2 }, true],
    ["is what the entry says, on", { sla: 1, protect: true }, true],
    ["is what the entry says, off", { sla: 3, protect: false }, false],
    ["ends when a cluster retires, whatever the entry says", { protect: true, ...RETIRING }, false],
  ])("%s", (_title, entry, protect) => {
    expect(slaSettings(cluster(entry)).protect).toBe(protect);
  });

  test.each([
    ["in production is told", {}, ["live"]],
    ["of a service level that has none is told as well", { protect: undefined, sla: 1 }, ["live"]],
    ["elsewhere is not", { environment: "staging" }, []],
    ["of a retiring cluster is not", RETIRING, []],
    ["of a network that exists already is not", { network: EXISTING }, []],
  ])("that is off %s", (_title, entry, told) => {
    const live = cluster({ protect: false, ...entry });
    const lock = { clusters: {} };
    const clusters = new Map([["live", live]]);
    const [regions, tenants] = [new Map(), new Map()];
    const fleet = { settings: SETTINGS, clusters, regions, tenants, lock } as unknown as Fleet;
    expect(fleetWarnings(fleet, TODAY)).toEqual(
      told.map(
        (id) =>
          `clusters/${id}.yaml: protects nothing, and is in production; an update may delete its VPC and the addresses that others allow`,
      ),
    );
  });
});

describe("NAT gateways", () => {
  test.each([
    ["come from the service level", { sla: 3 }, "per-zone"],
    ["are what the entry says", { sla: 3, network: { mode: "create", natGateways: "one" } }, "one"],
    [
      "are none where no way leads out",
      { sla: 3, network: { mode: "create", egress: "private-only" } },
      "none",
    ],
    ["are none in a network that exists already", { sla: 3, network: EXISTING }, "none"],
  ])("%s", (_title, entry, expected) => {
    expect(slaSettings(cluster(entry)).natGateways).toBe(expected);
  });
});

describe("a cluster's own settings", () => {
  const shown = (entry: object) => {
    const { controlPlaneLogs, controlPlaneLogRetentionDays, systemNodes, zonalShift, keyDeletionDays } =
      slaSettings(cluster(entry));
    return [controlPlaneLogs.length, controlPlaneLogRetentionDays, systemNodes, zonalShift, keyDeletionDays];
  };

  test.each([
    [1, [3, 14, 2, false, 7]],
    [2, [3, 30, 2, true, 30]],
    [3, [5, 90, 3, true, 30]],
  ])("come from sla %i", (sla, expected) => {
    expect(shown({ sla })).toEqual(expected);
  });

  test("are what the entry says, also beside a network that exists already", () => {
    const controlPlane = { logs: ["audit"], logRetentionDays: 365, zonalShift: false };
    const entry = { sla: 3, controlPlane, nodes: { system: 5 } };
    expect(shown(entry)).toEqual([1, 365, 5, false, 30]);
    expect(shown({ ...entry, network: EXISTING })).toEqual([1, 365, 5, false, 30]);
  });

  test("hold nodes still in working hours where customers live, or when the entry says", () => {
    expect(slaSettings(cluster({ sla: 3 })).freezes).toEqual([{ schedule: "0 9 * * mon-fri", hours: 8 }]);
    expect(slaSettings(cluster({ sla: 2 })).freezes).toEqual([]);
    expect(slaSettings(cluster({ sla: 3, nodes: { freeze: [] } })).freezes).toEqual([]);
  });
});
