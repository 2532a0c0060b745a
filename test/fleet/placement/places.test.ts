import { beforeEach, describe, expect, test } from "vitest";
import { loadFleet } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { TODAY } from "../locked-inventory.ts";
import { type Files, inventoryFolder } from "../written-inventory.ts";
import { checkFaults, GROUND, lockFaults, lockFor, placesIn, production, tenant } from "./placed-fleet.ts";

const RULE = "live: { place: { environment: production } }";

/** `GROUND` with these tenants. */
const withTenants = (tenants: Readonly<Record<string, string>>, more: Files = {}): Files => ({
  ...GROUND,
  ...more,
  ...Object.fromEntries(Object.entries(tenants).map(([id, text]) => [`tenants/${id}.yaml`, text])),
});

/** Where the environment of one tenant goes. */
const placeOf = (text: string, more: Files = {}): string | undefined =>
  placesIn(lockFor(withTenants({ solo: text }, more)))["solo/live"];

describe("a rule finds a cluster", () => {
  test("for its kind of environment, and the first by name among equals", () => {
    expect(placeOf(tenant(RULE))).toBe("eu-one");
    expect(placeOf(tenant("live: { place: { environment: development } }"))).toBe("dev");
  });

  test("in its region, and within the tenant's residency", () => {
    expect(placeOf(tenant("live: { place: { environment: production, region: us } }"))).toBe("us-one");
    expect(placeOf(tenant(RULE, "residency: [us]\n"))).toBe("us-one");
  });

  test("that is least full by what is scarcest", () => {
    const files = withTenants({
      big: tenant("live: { cluster: eu-one }").replace("small", "large"),
      solo: tenant(RULE, "residency: [gdpr]\n"),
    });
    expect(placesIn(lockFor(files))["solo/live"]).toBe("eu-two");
  });

  test("away from the tenant's others when it is to be spread", () => {
    const spread = (name: string) => `${name}: { place: { environment: production, spread: true } }`;
    const files = withTenants({ solo: tenant(["a", "b", "c", "d"].map(spread).join(", ")) });
    const places = placesIn(lockFor(files));
    expect([places["solo/a"], places["solo/b"]]).toEqual(["eu-one", "us-one"]);
    expect(new Set(Object.values(places)).size).toBe(4);
  });

  test("with the add-ons that it needs", () => {
    const data = {
      "clusters/us-two.yaml": production("us", "addOns: { cloudnative-pg: { enabled: true } }\n"),
    };
    expect(
      placeOf(
        tenant(RULE.replace("{ place", "{ stateful: true, place"), "databases: { orders: {} }\n"),
        data,
      ),
    ).toBe("us-two");
  });

  test("of its own when its tier is dedicated-cluster, where nobody goes afterwards", () => {
    const files = withTenants({
      alone: tenant(RULE, "tier: dedicated-cluster\nresidency: [gdpr]\n"),
      first: tenant("live: { cluster: eu-one }"),
      solo: tenant(RULE, "residency: [gdpr]\n"),
    });
    expect(placesIn(lockFor(files))).toMatchObject({ "alone/live": "eu-two", "solo/live": "eu-one" });
  });

  test("that labels nodes as one tenant's for tier dedicated-nodes", () => {
    const old = { "clusters/eu-one.yaml": production("eu", "nodes: { autoscaler: cluster-autoscaler }\n") };
    expect(placeOf(tenant(RULE, "tier: dedicated-nodes\n"), old)).toBe("eu-two");
  });

  test("that stays", () => {
    const leaves = {
      "clusters/eu-one.yaml": production("eu", 'lifecycle: retiring\nretireAfter: "2026-12-24"\n'),
    };
    expect(placeOf(tenant(RULE), leaves)).toBe("eu-two");
  });
});

describe("a place is remembered", () => {
  const files = withTenants({ solo: tenant(RULE) });
  let lock: Lock;
  beforeEach(() => {
    lock = lockFor(files);
  });

  test("by the lock, from which every other command has it", () => {
    const dir = inventoryFolder({ ...files, "fleet.lock.yaml": lockText(lock) });
    expect(loadFleet(dir, TODAY).tenants.get("solo")?.environments["live"]?.cluster).toBe("eu-one");
  });

  test("so that one that is not there is decided by atoll lock, and by nothing else", () => {
    expect(checkFaults(withTenants({ solo: tenant(RULE), zeta: tenant(RULE) }), lock)).toContain(
      "tenants/zeta.yaml:4:25 environments.live.place: expected a cluster that the lock knows, got none yet; run atoll lock, which decides it",
    );
  });

  test("whatever is emptier later", () => {
    const crowded = withTenants({
      ...Object.fromEntries(["a", "b", "c"].map((id) => [id, tenant("live: { cluster: eu-one }")])),
      solo: tenant(RULE),
    });
    expect(placesIn(lockFor(crowded, lock))["solo/live"]).toBe("eu-one");
  });

  test("and a rule that no longer holds for it is refused", () => {
    const elsewhere = tenant("live: { place: { environment: production, region: us } }");
    const told = [
      "tenants/solo.yaml:4:25 environments.live.place: expected a rule that holds for eu-one, for production in eu, where its data is, got production in us; moving data is a migration: add an environment, move, then retire the old one",
    ];
    expect(lockFaults(withTenants({ solo: elsewhere }), lock)).toEqual(told);
    expect(checkFaults(withTenants({ solo: elsewhere }), lock)).toEqual(told);
  });

  test("until its cluster retires, when it goes to the one that takes its place", () => {
    const pair = {
      "clusters/eu-one.yaml": production(
        "eu",
        'lifecycle: retiring\nretireAfter: "2027-12-24"\ntraffic: { weight: 0 }\n',
      ),
      "clusters/green.yaml": production(
        "eu",
        'replaces: eu-one\nswitchOver: { on: "2026-12-01" }\ntraffic: { weight: 100 }\n',
      ),
    };
    expect(placesIn(lockFor(withTenants({ solo: tenant(RULE) }, pair), lock))["solo/live"]).toBe("green");
  });

  test("as a cluster that is named may be written as a rule that it meets, and the other way round", () => {
    const named = withTenants({ solo: tenant("live: { cluster: eu-one }") });
    expect(placesIn(lockFor(named, lock))).toEqual(placesIn(lock));
    expect(lockFaults(withTenants({ solo: tenant("live: { cluster: eu-two }") }), lock)).toEqual([]);
    expect(checkFaults(withTenants({ solo: tenant("live: { cluster: eu-two }") }), lock)).toHaveLength(1);
  });
});

describe("a rule that nothing meets is refused", () => {
  const told = (text: string, more: Files = {}) => lockFaults(withTenants({ solo: text }, more));

  test("with the reason for each cluster", () => {
    const others = { "tenants/bank.yaml": tenant("live: { cluster: eu-one }", "tier: dedicated-cluster\n") };
    const rule = "live: { place: { environment: production, region: eu } }";
    expect(told(tenant(rule, "databases: { orders: {} }\n"), others)).toEqual([
      "tenants/solo.yaml:5:25 environments.live.place: expected a rule that a cluster meets: environment production in eu, with room, got eu-one belongs to bank alone; eu-two lacks cloudnative-pg; build another cluster",
    ]);
  });

  test("with what there would be elsewhere", () => {
    const full = {
      "clusters/eu-two.yaml": undefined,
      "clusters/eu-one.yaml": production("eu", "nodes: { max: 4, podsPerNode: 5 }\n"),
    };
    const rule = "live: { place: { environment: production, region: eu } }";
    const files = withTenants({ a: tenant(rule), b: tenant(rule) }, full);
    expect(lockFaults(files)).toEqual([
      "tenants/b.yaml:4:25 environments.live.place: expected a rule that a cluster meets: environment production in eu, with room, got eu-one has 0 left of 20 pods; there is room in us-one in us, us-two in us; or build another cluster",
    ]);
  });

  test("with the region that was meant", () => {
    expect(told(tenant("live: { place: { environment: production, region: eus } }"))).toEqual([
      'tenants/solo.yaml:4:67 environments.live.place.region: expected a region, got "eus"; did you mean eu',
    ]);
  });

  test("when it says both or neither, what it is", () => {
    expect(told(tenant("live: {}"))).toEqual([
      "tenants/solo.yaml:4:17 environments.live: expected one of the keys cluster, place, got a map",
    ]);
    expect(told(tenant("live: { cluster: eu-one, place: { environment: production } }"))).toEqual([
      "tenants/solo.yaml:4:17 environments.live: expected one of the keys cluster, place, got a map",
    ]);
    expect(told(tenant("live: { place: { environment: prod } }"))).toEqual([
      'tenants/solo.yaml:4:47 environments.live.place.environment: expected one of development, staging, production, edge, got "prod"',
    ]);
  });
});
