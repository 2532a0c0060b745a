import { expect, test } from "vitest";
import { loadInventory } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { issuanceWarnings } from "../../../fleet/ways/issuance.ts";
import { lockOf } from "../locked-inventory.ts";
import { type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const FLEET = `${SOUND["fleet.yaml"] ?? ""}hostedZone: { id: Z0123456789, account: main }\ncertificates: { email: ops@lagoon.cloud, hostedZoneId: Z0123456789 }\n`;

/** So many tenants, each with an application in one environment. */
function fleet(count: number, hosts: (index: number) => string = () => ""): Files {
  const tenants = Array.from({ length: count }, (_, index): [string, string] => {
    const application = `{ repository: "https://github.com/t/a.git"${hosts(index)} }`;
    const text = `displayName: T\ntier: pooled\nsize: small\nenvironments: { live: { cluster: dev } }\napplications: { shop: ${application} }\n`;
    return [`tenants/t${index}.yaml`, text];
  });
  const cluster = `${SOUND["clusters/dev.yaml"] ?? ""}cells: 20\n`.replace("max: 20", "max: 200");
  return { "fleet.yaml": FLEET, "clusters/dev.yaml": cluster, ...Object.fromEntries<string>(tenants) };
}

const told = (files: Files, before?: Lock): readonly string[] =>
  issuanceWarnings(loadInventory(inventoryFolder(files)), before, lockOf(files));

const warning = (count: number, domain: string, last: string): string =>
  `${count} new certificates for names below ${domain}: Let's Encrypt signs 50 at once, and then one in 202 minutes; the last comes ${last}. Publish in steps, or ask Let's Encrypt for a higher limit`;

test("fifty new environments with names are had at once, and one more is told", () => {
  expect(told(fleet(50))).toEqual([]);
  expect(told(fleet(51))).toEqual([warning(51, "lagoon.cloud", "within a day")]);
  expect(told(fleet(90))).toEqual([warning(90, "lagoon.cloud", "after about 6 days")]);
});

test("what the lock knows is none that is new", () => {
  expect(told(fleet(90), lockOf(fleet(41)))).toEqual([]);
  expect(told(fleet(90), lockOf(fleet(39)))).toEqual([warning(51, "lagoon.cloud", "within a day")]);
});

test("names of tenants' own are counted by their own domain, one certificate for each application", () => {
  const own = fleet(51, (index) => `, hosts: { live: [a${index}.oarlock.eu, b${index}.oarlock.eu] }`);
  expect(told(own, lockOf(fleet(51)))).toEqual([warning(51, "oarlock.eu", "within a day")]);
  expect(told(own, lockOf(own))).toEqual([]);
});
