import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { refuseForeignChanges } from "../../../cli/tenant/changed-by.ts";
import { faultLine, InputError } from "../../../fleet/check.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory, readLock } from "../../../fleet/load.ts";
import { writeLock } from "../../../fleet/write-lock.ts";
import { Repository } from "../diff-repository.ts";

const AURORA = "inventory/tenants/aurora.yaml";
const TODAY = new Date().toISOString().slice(0, 10);
const ASK = "leave it to the platform's people";
const FOREIGN = `expected changes of ${AURORA} alone, got a change of this file; ${ASK}`;

let repository: Repository;

beforeEach(async () => {
  repository = await Repository.create();
  await repository.git("checkout", "--quiet", "-b", "change");
});

/** What a branch of aurora's people is told that would come into main. */
async function faultsOf(base = "main", actor = "tenant:aurora"): Promise<readonly string[]> {
  const fleet = loadFleet(join(repository.dir, "inventory"), TODAY);
  try {
    await refuseForeignChanges(fleet, base, actor);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults.map(faultLine);
  }
  return [];
}

describe("a branch of a tenant's people", () => {
  test("changes its own applications and its name", async () => {
    repository.edit(AURORA, "min: 4", "min: 5");
    repository.edit(AURORA, "Aurora Clinics", "Aurora");
    expect(await faultsOf()).toEqual([]);
    await repository.commit();
    expect(await faultsOf()).toEqual([]);
  });

  test("is told of every other file, whether it is committed, changed or new", async () => {
    repository.edit("inventory/tenants/cobalt.yaml", "Cobalt Logistics", "Cobalt");
    await repository.commit();
    repository.edit("inventory/clusters/dev.yaml", "#", "##");
    repository.write("inventory.txt", "");
    repository.write("cli.ts", "");
    repository.remove("inventory/README.md");
    expect(await faultsOf()).toEqual([
      `inventory/README.md: ${FOREIGN}`,
      `inventory/clusters/dev.yaml: ${FOREIGN}`,
      `inventory/tenants/cobalt.yaml: ${FOREIGN}`,
      `cli.ts: ${FOREIGN}`,
      `inventory.txt: ${FOREIGN}`,
    ]);
  });

  test("has with its file what the lock remembers of it, and nothing else of the lock", async () => {
    const dir = join(repository.dir, "inventory");
    repository.edit(
      AURORA,
      "  portal:",
      "  booking: { repository: https://github.com/aurora-clinics/booking.git, environments: [production] }\n  portal:",
    );
    writeLock(dir, updateLock(loadInventory(dir), readLock(dir), TODAY).lock);
    await repository.commit();
    expect(await faultsOf()).toEqual([]);
    repository.edit(
      "inventory/fleet.lock.yaml",
      "tier: dedicated-nodes",
      "tier: dedicated-nodes\n    retiring: 2099-01-01",
    );
    expect(await faultsOf()).toEqual([`inventory/fleet.lock.yaml: ${FOREIGN}`]);
  });

  test("is told by line what it raises of its own", async () => {
    repository.edit(AURORA, "tier: dedicated-nodes", "tier: dedicated-nodes\nlimits: { pods: 401 }");
    repository.edit(AURORA, "residency: [eu]", "residency: [eu, eu-central]");
    repository.edit(AURORA, "displayName", "costCentre: theirs\ndisplayName");
    await repository.commit();
    expect(await faultsOf()).toEqual([
      `tenants/aurora.yaml:3:13 costCentre: expected costCentre as it was: nothing, got "theirs"; ${ASK}`,
      `tenants/aurora.yaml:6:17 limits.pods: expected pods of at most 400, as it was, got 401; ${ASK}`,
      `tenants/aurora.yaml:8:1 residency: expected residency as it was: ["eu"], got ["eu","eu-central"]; ${ASK}`,
    ]);
  });

  test("is not told what others changed on the base since", async () => {
    repository.edit(AURORA, "min: 4", "min: 5");
    await repository.commit();
    await repository.git("checkout", "--quiet", "main");
    repository.edit("inventory/tenants/cobalt.yaml", "Cobalt Logistics", "Cobalt");
    await repository.commit();
    await repository.git("checkout", "--quiet", "change");
    expect(await faultsOf()).toEqual([]);
  });

  test("puts no link in the place of its file, nor moves another's to there", async () => {
    const elsewhere = "inventory/tenants/.aurora";
    await repository.git("mv", AURORA, elsewhere);
    symlinkSync(".aurora", join(repository.dir, AURORA));
    await repository.commit();
    const expected = `${AURORA}: expected the tenant's file, changed and nothing else, got a file that comes, goes, or is none; ${ASK}`;
    expect(await faultsOf()).toEqual([`${elsewhere}: ${FOREIGN}`, expected]);
  });
});

test("it must be known who asks, and about what", async () => {
  expect(await faultsOf("main", "aurora")).toEqual(['--as: expected tenant:<id>, got "aurora"']);
  expect(await faultsOf("main", "tenant:aurore")).toEqual([
    "tenants/aurore.yaml: expected the file of a tenant, got none; did you mean aurora",
  ]);
  expect((await faultsOf("nowhere")).join()).toContain("revision: expected a revision that git finds in");
});
