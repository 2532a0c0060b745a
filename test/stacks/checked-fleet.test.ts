import { expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { CHARTS } from "../../fleet/charts/charts.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { faultsOf, type Files, inventoryFolder, SMALL, SOUND } from "../fleet/written-inventory.ts";

const DAY = "2026-11-24";

function faultsOfFleet(files: Files): readonly string[] {
  const dir = inventoryFolder({ ...SMALL, ...files });
  writeLock(dir, updateLock(loadInventory(dir), undefined, DAY).lock);
  return faultsOf(() => checkedFleet(dir, DAY));
}

const adopting = (id: string, map: string): Files => ({
  [`clusters/${id}.yaml`]: `${String(SMALL[`clusters/${id}.yaml`])}adopt: ${map}\n`,
});

test("an adopted resource has the name of one that its stack makes", () => {
  expect(faultsOfFleet(adopting("dev", "{ dev-vpc: vpc-0123abcd }"))).toEqual([]);
});

test("an adopted id of another kind is refused where AWS tells the kind by the id", () => {
  const map =
    "{ dev-vpc: subnet-0123abcd, dev-node-a: igw-0123abcd, dev-flow-log: fl-0123abcd, dev-flow-log-role: some-role }";
  expect(faultsOfFleet(adopting("dev", map))).toEqual([
    'clusters/dev.yaml:7:10 adopt.dev-vpc: expected the id of a resource of this kind, which begins with vpc-, got "subnet-0123abcd"',
    'clusters/dev.yaml:7:36 adopt.dev-node-a: expected the id of a resource of this kind, which begins with subnet-, got "igw-0123abcd"',
  ]);
});

test("an adopted resource that no stack makes is refused before anything is planned", () => {
  const files = {
    ...adopting("dev", "{ dev-vcp: vpc-0123abcd }"),
    ...adopting("old", "{ old-vpc: vpc-4567abcd }"),
  };
  const lines = faultsOfFleet(files);
  expect(lines).toEqual([
    'clusters/dev.yaml:7:10 adopt.dev-vcp: expected the name of a resource of this stack, got "dev-vcp"; did you mean dev-vpc',
    expect.stringMatching(
      /^clusters\/old\.yaml:\d+:10 adopt\.old-vpc: expected the name of a resource of this stack, got "old-vpc"$/,
    ),
  ]);
});

const switching = (addOns: string): Files => ({
  "clusters/dev.yaml": `${String(SMALL["clusters/dev.yaml"])}addOns: ${addOns}\n`,
});

test("an add-on whose requirement is switched off is refused before anything is planned", () => {
  expect(faultsOfFleet(switching("{ gateway-api: { enabled: false } }"))).toEqual([
    expect.stringMatching(
      /^clusters\/dev\.yaml:\d+:\d+ addOns: expected gateway-api to be switched on, which traefik requires/,
    ),
  ]);
});

test("an add-on whose chart is not for the cluster's Kubernetes is refused before anything is planned", () => {
  const dev = `kind: eks
region: eu
environment: development
sla: 1
kubernetes: "1.33"
profile: minimal
addOns: { cloudnative-pg: { enabled: true } }
`;
  const { kubernetes, version } = CHARTS["cloudnative-pg"];
  expect(faultsOfFleet({ "clusters/dev.yaml": dev })).toContain(
    `clusters/dev.yaml:7:1 addOns: expected Kubernetes ${kubernetes.from} to ${kubernetes.to} for chart cloudnative-pg ${version}, got 1.33; switch cloudnative-pg off, or wait for a newer chart`,
  );
});

test("what add-ons need is asked of nobody whose cluster is a network alone", () => {
  const alone = (SOUND["clusters/dev.yaml"] ?? "").replace("kind: eks", "kind: attached");
  expect(faultsOfFleet({ "clusters/plot.yaml": alone })).toEqual([]);
});

const PLANT = `kind: attached
region: eu
environment: development
sla: 1
kubernetes: "1.35"
profile: minimal
network: { mode: external, cidr: 192.168.10.0/24 }
attached: { storageClass: fast, networkPolicyEngine: calico }
`;

const WITH_CERTIFICATES = `${SOUND["fleet.yaml"] ?? ""}certificates: { email: platform@lagoon.cloud, hostedZoneId: Z0123456789ABCDEFGHIJ }
`;

test("an add-on that needs rights in AWS is refused in a cluster whose pods get none, before anything is planned", () => {
  const files = (entry: string): Files => ({ "fleet.yaml": WITH_CERTIFICATES, "clusters/plant.yaml": entry });
  expect(faultsOfFleet(files(PLANT))).toEqual([
    expect.stringMatching(
      /^clusters\/plant\.yaml:1:1 oidc: expected an issuer whose tokens AWS can read, for cert-manager needs rights there, got none; say oidc\.issuer, or switch cert-manager and what requires it off$/,
    ),
  ]);
  expect(faultsOfFleet(files(`${PLANT}oidc: { issuer: https://oidc.lagoon.cloud/plant }\n`))).toEqual([]);
  const off =
    "addOns: { cert-manager: { enabled: false }, traefik: { enabled: false }, metrics-server: { enabled: false } }";
  expect(faultsOfFleet(files(`${PLANT}${off}\n`))).toEqual([]);
});

test("an override is good until its day, and refused after it", () => {
  const override = (until: string): Files =>
    switching(
      `{ traefik: { valuesOverride: { owner: platform, why: a trial, until: ${until}, values: { a: 1 } } } }`,
    );
  expect(faultsOfFleet(override(DAY))).toEqual([]);
  expect(faultsOfFleet(override("2026-11-23"))).toEqual([
    expect.stringMatching(
      /addOns\.traefik\.valuesOverride\.until: expected 2026-11-24 or a later day, got .*let platform say how much longer it is needed$/,
    ),
  ]);
});
