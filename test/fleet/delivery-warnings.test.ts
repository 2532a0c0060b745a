import { expect, test } from "vitest";
import { deliveryWarnings } from "../../fleet/delivery-warnings.ts";
import { loadInventory } from "../../fleet/load.ts";
import { fleetWarnings } from "../../fleet/warnings.ts";
import { type Files, inventoryFolder, SMALL, SOUND } from "./written-inventory.ts";

const shop = (words = ""): Files => ({
  "tenants/zeta.yaml": `${SOUND["tenants/zeta.yaml"] ?? ""}  beta: { cluster: old }\napplications:\n  shop: { repository: "https://github.com/zeta/shop.git"${words} }\n`,
});

const warnings = (files: Files): readonly string[] => deliveryWarnings(loadInventory(inventoryFolder(files)));

const SMALL_DEV: Files = { "clusters/dev.yaml": SMALL["clusters/dev.yaml"] };

test("an application in a cluster without Argo CD is warned of, environment by environment", () => {
  expect(warnings({ ...SMALL_DEV, ...shop() })).toEqual([
    "tenants/zeta.yaml: nothing deploys shop to trial: dev has no argo-cd; switch addOns.argo-cd on in clusters/dev.yaml, or leave trial out of their environments",
  ]);
});

test.each([
  ["where the cluster has one", shop()],
  ["that is elsewhere", { ...SMALL_DEV, ...shop(", environments: [beta]") }],
  ["of which there is none", SMALL_DEV],
])("one %s is not", (_, files) => {
  expect(warnings(files)).toEqual([]);
});

test("the warnings of a fleet hold it", () => {
  const inventory = loadInventory(inventoryFolder({ ...SMALL_DEV, ...shop() }));
  const lock = { regions: {}, clusters: {}, links: {}, tenants: {} };
  const fleet = { ...inventory, lock: lock as never, today: "2026-11-27" };
  expect(fleetWarnings(fleet, "2026-11-27").filter((one) => one.includes("argo-cd"))).toHaveLength(1);
});
