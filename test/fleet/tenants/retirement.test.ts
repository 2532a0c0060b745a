import { describe, expect, test } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import type { Fleet } from "../../../fleet/inventory.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { hostStacks } from "../../../fleet/tenants/host-stacks.ts";
import { retirementOf } from "../../../fleet/tenants/retirement.ts";
import { TODAY } from "../locked-inventory.ts";
import { inventoryFolder, SOUND } from "../written-inventory.ts";

function fleetWith(words: string, today = TODAY): Fleet {
  const files = { "tenants/acme.yaml": `${SOUND["tenants/acme.yaml"] ?? ""}${words}` };
  const inventory = loadInventory(inventoryFolder(files));
  return { ...inventory, lock: updateLock(inventory, undefined, TODAY).lock, today };
}

const RETIRING = "lifecycle: retiring\nretireAfter: 2026-12-24\n";

describe("a tenant", () => {
  test("that is active or suspended may begin to leave", () => {
    const retire = "atoll tenant retire acme --after <day>";
    expect(retirementOf(fleetWith(""), "acme")).toEqual({ state: "active", next: [retire] });
    expect(retirementOf(fleetWith("lifecycle: suspended\n"), "acme")).toEqual({
      state: "suspended",
      next: ["pulumi up --stack old", retire],
    });
  });

  test.each([
    ["2026-12-23", "retiring", "from 2026-12-24 on: atoll tenant retire acme --confirm acme"],
    ["2026-12-24", "removable", "atoll tenant retire acme --confirm acme"],
  ])("that retires is on %s %s", (today, state, next) => {
    expect(retirementOf(fleetWith(RETIRING, today), "acme")).toEqual({
      state,
      until: "2026-12-24",
      next: ["pulumi up --stack old", next],
    });
  });

  test("with databases shows its last backups before it goes", () => {
    const fleet = fleetWith(RETIRING);
    const acme = fleet.tenants.get("acme");
    const tenants = new Map(acme && [["acme", { ...acme, databases: { orders: DATABASE } }]]);
    expect(retirementOf({ ...fleet, tenants }, "acme")?.next[1]).toBe(
      "kubectl get backups.postgresql.cnpg.io --all-namespaces --selector atoll/tenant=acme",
    );
  });

  test("that is gone is looked for where its lock says it was, cells and standbys too", () => {
    const fleet = fleetWith("");
    const locked = {
      ...fleet.lock.tenants["acme"],
      since: TODAY,
      tier: "pooled" as const,
      placements: { live: "old", try: "dev" },
      cells: { try: 2 },
      standbys: { live: { cluster: "far", cell: 1 } },
    };
    const gone = { ...fleet, tenants: new Map(), lock: { ...fleet.lock, tenants: { acme: locked } } };
    expect(retirementOf(gone, "acme")).toEqual({
      state: "gone",
      next: [
        "pulumi up --stack dev.cell2",
        "pulumi up --stack far.cell1",
        "pulumi up --stack old",
        "must find nothing: atoll tenant leftovers acme",
        "archives stay as long as their bucket keeps them: aws s3 ls s3://<bucket>/tenants/acme/",
      ],
    });
    expect(hostStacks(gone, "acme")).toEqual([]);
  });

  test("that nobody knows has no state", () => {
    expect(retirementOf(fleetWith(""), "acmee")).toBeUndefined();
  });
});

const DATABASE = { major: "17", pooler: false, lifecycle: "active" } as const;
