import { expect, test } from "vitest";
import { networkAloneWarnings } from "../../../fleet/networks/network-alone.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { faultsAfter } from "../locked-inventory.ts";
import { type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const DEV = (SOUND["clusters/dev.yaml"] ?? "").replace("kind: eks", "kind: attached");
const REMEDY =
  "for a cluster that exists write network: { mode: external, cidr: <range of its machines> } and attached";

const warned = (files: Files): readonly string[] =>
  networkAloneWarnings(loadInventory(inventoryFolder(files)));

test("whoever attaches a cluster without saying where it stands is told that a network is made", () => {
  expect(warned({ "clusters/dev.yaml": DEV, "tenants/zeta.yaml": undefined })).toEqual([
    `clusters/dev.yaml: is a network alone: nothing is deployed into it; ${REMEDY}`,
  ]);
});

test("those who were placed in a network alone are named", () => {
  expect(warned({ "clusters/dev.yaml": DEV })).toEqual([
    `clusters/dev.yaml: is a network alone: nothing of zeta trial is deployed into it; ${REMEDY}`,
  ]);
});

test("a network that changes its mode is told once, and nobody is sent to write the lock", () => {
  const outside =
    "network: { mode: external, cidr: 192.168.77.0/24 }\nattached: { storageClass: fast, networkPolicyEngine: calico }\n";
  const alone: Files = { "clusters/dev.yaml": DEV };
  expect(faultsAfter(alone, { "clusters/dev.yaml": `${DEV}${outside}` })).toEqual([
    'clusters/dev.yaml:7:18 network.mode: expected create, as it was built, got "external"; build a new cluster beside it, and retire this one',
  ]);
  expect(faultsAfter({ "clusters/dev.yaml": `${DEV}${outside}` }, alone)).toEqual([
    'clusters/dev.yaml:1:1 network.mode: expected external, as it was built, got "create"; build a new cluster beside it, and retire this one',
  ]);
});
