import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { InputError } from "../../fleet/check.ts";
import type { Fleet, Tenant } from "../../fleet/inventory.ts";
import { loadFleet } from "../../fleet/load.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { planText } from "../../plan/canonical.ts";
import type { PlannedStack } from "../../plan/pool/planned-stack.ts";
import { planFleet, type PlanFleetOptions } from "../../plan/pool/plan-fleet.ts";
import { planView } from "../../plan/pool/plan-view.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { record } from "../../plan/record.ts";
import { deployStack } from "../../stacks/deploy.ts";
import { sampleFleet, TODAY } from "./sample-fleet.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SAMPLES = ["inventory", "examples/minimal-saas", "examples/enterprise"];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "atoll-plans-"));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

const planned = (stacks: readonly PlannedStack[]): readonly string[] =>
  stacks.filter(({ isKnown }) => !isKnown).map(({ stack }) => stack);

describe.each(SAMPLES)("of %s", (sample) => {
  const fleet = loadFleet(join(ROOT, sample), TODAY);

  test.each(stackEntries(fleet))(
    "the plan of %s is the same by its view as by the whole fleet",
    async (stack) => {
      expect((await planView(fleet, stack)).text).toBe(planText(await planStack(fleet, stack)));
    },
  );
});

test("what a recording leaves out changes no plan", async () => {
  const fleet = loadFleet(join(ROOT, "inventory"), TODAY);
  for (const stack of ["eu-central", "dev"]) {
    const loud = await record(() => deployStack(fleet, stack), { stack, traces: true });
    expect(await record(() => deployStack(fleet, stack), { stack })).toEqual(loud);
  }
});

describe("plans of a fleet", () => {
  const CLUSTERS = ["east", "north", "south", "west"];
  const GROUND = sampleFleet(Object.fromEntries(CLUSTERS.map((id) => [id, {}])));
  const enterprise = loadFleet(join(ROOT, "examples/enterprise"), TODAY);
  let options: PlanFleetOptions;

  const all = (fleet: Fleet, more: Partial<PlanFleetOptions> = {}): Promise<readonly PlannedStack[]> =>
    planFleet(fleet, stackEntries(fleet), { ...options, ...more });

  beforeAll(() => {
    const made = mkdtempSync(join(tmpdir(), "atoll-plans-"));
    options = { folder: made, program: "one" };
    return () => {
      rmSync(made, { recursive: true, force: true });
    };
  });

  test("are the same from threads, from this one and from the store", async () => {
    const alone = await all(GROUND, { workers: 0 });
    expect(planned(alone)).toEqual(["east", "eu", "north", "south", "west"]);
    const again = await all(GROUND);
    expect(planned(again)).toEqual([]);
    const threads = await all(GROUND, { workers: 2, folder: folder() });
    expect(planned(threads)).toEqual(planned(alone));
    for (const [index, one] of alone.entries()) {
      expect(planText(one.read())).toBe(planText(await planStack(GROUND, one.stack)));
      expect([again[index]?.digest, again[index]?.totals]).toEqual([one.digest, one.totals]);
      expect([threads[index]?.digest, threads[index]?.read()]).toEqual([one.digest, one.read()]);
    }
  });

  test("stand on what a stack has read: another program, day or entry plans what it touches", async () => {
    expect(planned(await all(GROUND, { program: "two" }))).toHaveLength(5);
    expect(planned(await all(GROUND, { isCached: false }))).toHaveLength(5);
    expect(planned(await all({ ...GROUND, today: "2026-11-25" }))).toEqual(["eu"]);
    const north = GROUND.clusters.get("north");
    if (north === undefined) throw new Error("the sample has no such cluster");
    const bumped = new Map([...GROUND.clusters, ["north", { ...north, kubernetes: "1.34" }] as const]);
    expect(planned(await all({ ...GROUND, clusters: bumped }))).toEqual(["north"]);
    expect(planned(await all(GROUND))).toEqual([]);
  });

  test("a tenant that changes plans the stacks that host it, and no other", async () => {
    const chosen = [
      "dev-apps",
      "dev-apps.cell1",
      "dev-apps.cell2",
      "eu-central",
      "eu-us",
      "prod-us",
      "staging-eu",
    ];
    const kept = { ...options, folder: folder() };
    await planFleet(enterprise, chosen, kept);
    const tenant = enterprise.tenants.get("garnet");
    if (tenant === undefined) throw new Error("the sample has no such tenant");
    const after = (changes: Partial<Tenant>): Fleet => ({
      ...enterprise,
      tenants: new Map([...enterprise.tenants, [tenant.id, { ...tenant, ...changes }]]),
    });
    const hosts = Object.values(tenant.environments).map(({ cluster }) => cluster);
    expect(hosts.toSorted()).toEqual(["dev-apps", "prod-eu", "staging-eu"]);
    const again = await planFleet(after({ displayName: "Garnet & Sons" }), chosen, kept);
    expect(planned(again)).toEqual(["dev-apps", "dev-apps.cell1", "dev-apps.cell2", "staging-eu"]);
    for (const one of again) {
      const fresh = await planStack(after({ displayName: "Garnet & Sons" }), one.stack);
      expect(one.read()).toEqual(JSON.parse(planText(fresh)));
    }
  });

  test("two runs that plan the same stacks at once don't disturb each other", async () => {
    const shared = { ...options, folder: folder(), workers: 2 };
    const [one, other] = await Promise.all([all(GROUND, shared), all(GROUND, shared)]);
    expect(one.map(({ read }) => read())).toEqual(other.map(({ read }) => read()));
  });

  test("a plan that was found stays until it is read, however many are kept meanwhile", async () => {
    const shared = { ...options, folder: folder() };
    const on = (today: string): Promise<readonly PlannedStack[]> =>
      planFleet({ ...GROUND, today }, ["eu"], shared);
    for (const day of ["01", "02", "03", "04"]) await on(`2026-12-${day}`);
    const [first] = await on("2026-12-01");
    await on("2026-12-05");
    expect([first?.isKnown, first?.read().stack]).toEqual([true, "eu"]);
    expect(planned(await on("2026-12-01"))).toEqual([]);
    expect(planned(await on("2026-12-02"))).toEqual(["eu"]);
  });

  test("what lies in the store in pieces is planned again", async () => {
    const broken = folder();
    const [first] = await planFleet(GROUND, ["east"], { ...options, folder: broken });
    for (const name of readdirSync(join(broken, "east")))
      if (!name.includes(".plan.")) writeFileSync(join(broken, "east", name), '{"schema":1,"stack"');
    const [second] = await planFleet(GROUND, ["east"], { ...options, folder: broken });
    expect([second?.isKnown, second?.digest]).toEqual([false, first?.digest]);
    for (const name of readdirSync(join(broken, "east")))
      if (name.includes(".plan.")) rmSync(join(broken, "east", name));
    const [third] = await planFleet(GROUND, ["east"], { ...options, folder: broken });
    expect([third?.isKnown, third?.digest]).toEqual([false, first?.digest]);
  });

  test("the faults of all stacks come together, from threads as from this one", async () => {
    for (const workers of [0, 2]) {
      const asked = planFleet(GROUND, ["nowhere", "nobody"], { ...options, workers, folder: folder() });
      await expect(asked).rejects.toThrow(InputError);
      await expect(asked).rejects.toThrow(/nowhere[^]*nobody|nobody[^]*nowhere/);
    }
  });

  test("a bug of the program in a thread is told with its stack", async () => {
    const asked = planFleet({ ...GROUND, regions: new Map() }, CLUSTERS, {
      ...options,
      workers: 2,
      folder: folder(),
    });
    await expect(asked).rejects.toThrow(/east: Error: east has no region or account\n.*stacks\/cluster/s);
  });

  test("each stack is told as it ends, with how many there are", async () => {
    const told: string[] = [];
    const more = { ...options, folder: folder(), told: (...one: unknown[]) => told.push(one.join(" ")) };
    await planFleet(GROUND, ["south", "east"], more);
    expect(told).toEqual(["south 0 2", "east 1 2"]);
  });
});
