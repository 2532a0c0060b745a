import { describe, expect, test } from "vitest";
import type { Fleet } from "../../../fleet/inventory.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { fleetWarnings } from "../../../fleet/warnings.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { edited, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const PROVEN: Files = {
  "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}hostedZone: { id: Z0123456789, account: main }\ncertificates: { email: ops@lagoon.cloud, hostedZoneId: Z0123456789 }\n`,
};
const zeta = (application: string, more = "slo: {}\n"): Files => ({
  "tenants/zeta.yaml": `${SOUND["tenants/zeta.yaml"] ?? ""}applications: { shop: { repository: "https://github.com/zeta/shop.git"${application} } }\n${more}`,
});

/** What a fleet with these files is warned of, as far as it holds these words. */
function warned(files: Files, words: string): readonly string[] {
  const fleet: Fleet = { ...loadInventory(inventoryFolder(files)), lock: lockOf(files), today: TODAY };
  return fleetWarnings(fleet, TODAY).filter((one) => one.includes(words));
}

describe("a promise that nobody measures is told:", () => {
  test.for<[string, Files, string]>([
    ["without certificates", zeta(""), "dev proves no names, so nothing is reached"],
    ["without what is public", { ...PROVEN, ...zeta(", public: false") }, "no application is public"],
    [
      "without metrics",
      {
        ...PROVEN,
        ...zeta(""),
        ...edited("clusters/dev.yaml", "nodes:", "addOns: { victoria-metrics: { enabled: false } }\nnodes:"),
      },
      "dev has no victoria-metrics",
    ],
  ])("%s", ([, files, why]) => {
    expect(warned(files, "slo")).toEqual([`tenants/zeta.yaml: slo has no effect in trial, where ${why}`]);
  });

  test("where it is measured, or nothing is promised, there is nothing to tell", () => {
    expect([...warned({ ...PROVEN, ...zeta("") }, "slo"), ...warned(zeta("", ""), "slo has")]).toEqual([]);
  });
});

test("who switches on a scaler of requests that no tenant's request passes is told what does it", () => {
  const on = edited("clusters/dev.yaml", "nodes:", "addOns: { keda-http: { enabled: true } }\nnodes:");
  expect(warned(on, "keda-http")).toEqual([
    "clusters/dev.yaml: keda-http holds no request for tenants, whose routes pass it by; to scale by requests, say scaling.http, which needs traefik and victoria-metrics alone",
  ]);
  expect(warned({ ...on, "tenants/zeta.yaml": undefined }, "keda-http")).toEqual([]);
});
