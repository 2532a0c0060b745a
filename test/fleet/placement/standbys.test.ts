import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { tenantSlices } from "../../../stacks/tenant-settings.ts";
import { alterations, TOMORROW, withEntry, YESTERDAY } from "../rules/altered-lock.ts";
import { TODAY } from "../locked-inventory.ts";
import { type Files, inventoryFolder } from "../written-inventory.ts";
import { checkFaults, GROUND, lockFaults, lockFor, production, tenant } from "./placed-fleet.ts";

const files = (live: string, more: Files = {}): Files => ({
  ...GROUND,
  "tenants/solo.yaml": tenant(`live: ${live}`),
  ...more,
});
const RULE = "{ place: { environment: production } }";
const named = (standby: string): Files => files(`{ cluster: eu-one, standby: ${standby} }`);
const standbyOf = (lock: Lock) => lock.tenants["solo"]?.standbys?.["live"];

describe("a standby", () => {
  test("is found in another region than its environment, and remembered", () => {
    const wanted = files(`{ place: { environment: production }, standby: ${RULE} }`);
    const lock = lockFor(wanted);
    expect(lock.tenants["solo"]?.placements).toEqual({ live: "eu-one" });
    expect(standbyOf(lock)).toEqual({ cluster: "us-one" });
    expect(checkFaults(wanted, lock)).toEqual([]);
    const crowded = { ...wanted, "tenants/a.yaml": tenant("live: { cluster: us-one }") };
    expect(standbyOf(lockFor(crowded, lock))).toEqual({ cluster: "us-one" });
    expect(checkFaults(wanted, lockFor(named(RULE)))).toEqual([]);
  });

  test("is in a cell where its cluster has some", () => {
    const celled = { "clusters/us-one.yaml": production("us", "cells: 1\n") };
    expect(standbyOf(lockFor({ ...named("{ cluster: us-one }"), ...celled }))).toEqual({
      cluster: "us-one",
      cell: 1,
    });
  });

  test("is refused in the region of its environment, outside the residency, and in no cluster", () => {
    expect(lockFaults(named("{ cluster: eu-two }"))).toEqual([
      "tenants/solo.yaml:4:62 environments.live.standby.cluster: expected a cluster in another region than eu, where the environment itself is, got eu-two",
    ]);
    expect(
      lockFaults({
        ...named("{ cluster: us-one }"),
        "tenants/solo.yaml": tenant(`live: { cluster: eu-one, standby: ${RULE} }`, "residency: [gdpr]\n"),
      }),
    ).toEqual([
      "tenants/solo.yaml:5:53 environments.live.standby.place: expected a rule that a cluster meets: environment production, with room, got eu-one is in the region of the environment itself; eu-two is in the region of the environment itself; us-one is in us, outside the residency; us-two is in us, outside the residency; build another cluster",
    ]);
    expect(lockFaults(named("{ cluster: us-onne }"))).toEqual([
      'tenants/solo.yaml:4:62 environments.live.standby.cluster: expected a cluster (dev, eu-one, eu-two, us-one, us-two), got "us-onne"; did you mean us-one',
    ]);
  });

  test("has a slice of its own, in which nothing runs and no database is", () => {
    const wanted = named("{ cluster: us-one }");
    const dir = inventoryFolder({ ...wanted, "fleet.lock.yaml": lockText(lockFor(wanted)) });
    const fleet = loadFleet(dir, TODAY);
    const slices = (id: string) =>
      tenantSlices(fleet, fleet.clusters.get(id)!).map(({ name, settings }) => [
        name,
        settings.suspended,
        settings.databases,
      ]);
    expect(slices("eu-one")).toEqual([["solo--live", false, []]]);
    expect(slices("us-one")).toEqual([["solo--live", true, undefined]]);
    expect(slices("us-two")).toEqual([]);
  });
});

describe("a standby leaves", () => {
  const wanted = named("{ cluster: us-one }");
  const told = (file: string, before: Files) => checkFaults(files(file), lockFor(before));

  test("by its retireAfter, which the lock must know, and not before", () => {
    const hint = "restore it; to remove it, set its retireAfter and run atoll lock first";
    expect(told("{ cluster: eu-one }", wanted)).toEqual([
      `tenants/solo.yaml:4:17 environments.live.standby: expected a standby on us-one, got none; ${hint}`,
    ]);
    expect(told("{ cluster: eu-one, standby: { cluster: us-two } }", wanted)).toEqual([
      `tenants/solo.yaml:4:42 environments.live.standby: expected a standby on us-one, got us-two; ${hint}`,
    ]);
    expect(told("{ cluster: eu-one }", named(`{ cluster: us-one, retireAfter: "${TOMORROW}" }`))).toEqual([
      `tenants/solo.yaml:4:17 environments.live.standby: expected a standby on us-one until ${TOMORROW}, got none; ${hint}`,
    ]);
    expect(told("{ cluster: eu-one }", named(`{ cluster: us-one, retireAfter: "${TODAY}" }`))).toEqual([]);
  });

  test("no sooner by an edited lock", () => {
    const altered = (was: string, now: Lock): readonly string[] =>
      alterations(lockFor(named(was)), now, TODAY);
    const without = withEntry(lockFor(wanted), "tenants", "solo", { standbys: undefined });
    expect(altered("{ cluster: us-one }", without)).toEqual([
      "tenants.solo.standbys.live: expected us-one, which main holds, got none",
    ]);
    expect(altered(`{ cluster: us-one, retireAfter: "${YESTERDAY}" }`, without)).toEqual([]);
    const elsewhere = withEntry(lockFor(wanted), "tenants", "solo", {
      standbys: { live: { cluster: "us-two" } },
    });
    expect(altered("{ cluster: us-one }", elsewhere)).toEqual([
      "tenants.solo.standbys.live: expected us-one, which main holds, got us-two",
    ]);
    expect(
      altered("{ cluster: us-one }", lockFor(named(`{ cluster: us-one, retireAfter: "${YESTERDAY}" }`))),
    ).toEqual([
      `tenants.solo.standbys.live.leaving: expected a day after ${TODAY}, for main does not know this one, got ${YESTERDAY}`,
    ]);
  });
});
