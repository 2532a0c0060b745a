import { expect, test } from "vitest";
import { loadInventory } from "../../../fleet/load.ts";
import { unreachedWarnings } from "../../../fleet/ways/unreached.ts";
import { type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const ZONE = "hostedZone: { id: Z0123456789ABCDEFGHIJ, account: main }\n";
const CERTIFICATES = "certificates: { email: platform@lagoon.cloud, hostedZoneId: Z0123456789ABCDEFGHIJ }\n";
const REPOSITORY = "repository: https://github.com/lagoon/shop.git";

const warnings = (application: string, fleet = ""): readonly string[] => {
  const files: Files = {
    "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}${fleet}`,
    "tenants/zeta.yaml": `${SOUND["tenants/zeta.yaml"] ?? ""}applications: { shop: ${application} }\n`,
  };
  return unreachedWarnings(loadInventory(inventoryFolder(files)));
};

test("an application that nobody can reach is told, with the remedy", () => {
  expect(warnings(`{ ${REPOSITORY} }`)).toEqual([
    "tenants/zeta.yaml: nobody outside its clusters reaches shop: no certificate can be had for names there; set certificates and hostedZone in fleet.yaml",
  ]);
});

test("there is nothing to tell where names are proven, or nobody is meant to reach it", () => {
  expect(warnings(`{ ${REPOSITORY} }`, `${ZONE}${CERTIFICATES}`)).toEqual([]);
  expect(warnings(`{ ${REPOSITORY}, public: false }`)).toEqual([]);
});
