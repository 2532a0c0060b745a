import { describe, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadFleet, loadInventory } from "../../fleet/load.ts";
import { clusterDnsZone } from "../../fleet/names.ts";
import { weightedRecords } from "../../fleet/upgrade/succession.ts";
import { provesTenantNames } from "../../fleet/ways/proven-names.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { platformSettings } from "../../stacks/platform-settings.ts";
import { stackFindings } from "../../stacks/stack-findings.ts";
import { type Files, inventoryFolder, SOUND } from "../fleet/written-inventory.ts";

const DAY = "2026-11-24";
const FLEET_ZONE = { provider: "route53", zoneId: "Z0123456789ABCDEFGHIJ", awsRegion: "eu-central-1" };
const OWN = "dev.eu.infra.lagoon.cloud";
const CLOUDFLARE_ID = "0123456789abcdef0123456789abcdef";

function fleetOf(files: Files): Fleet {
  const dir = inventoryFolder(files);
  writeLock(dir, updateLock(loadInventory(dir), undefined, DAY).lock);
  return loadFleet(dir, DAY);
}

const fleetLines = (lines: string): Files => ({ "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}${lines}\n` });
const regionLines = (lines: string): Files => ({
  "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}${lines}\n`,
});
const devLines = (lines: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}${lines}\n`,
});

const HOSTED = "hostedZone: { id: Z0123456789ABCDEFGHIJ, account: main }";
const CERTIFICATES = "certificates: { email: platform@lagoon.cloud }";

/** What the platform of the cluster dev is told; names that only the region's stack knows are not read. */
function settingsOf(files: Files) {
  const fleet = fleetOf(files);
  const dev = fleet.clusters.get("dev");
  if (dev === undefined) throw new Error("no cluster dev");
  const { addOns, names, certificates } = platformSettings(fleet, dev);
  // What decides whether a tenant is reached from outside must agree with what is told to cert-manager, in every test here.
  const proves = certificates?.proofs.some(({ below }) => below === "apps.lagoon.cloud") ?? false;
  expect(provesTenantNames(fleet, dev)).toBe(proves && addOns.includes("traefik"));
  return { hasNames: addOns.includes("external-dns"), names, proofs: certificates?.proofs };
}

describe("names of a cluster are written", () => {
  test("nowhere when nobody names a zone, and external-dns is left out", () => {
    expect(settingsOf({})).toEqual({ hasNames: false, names: undefined, proofs: undefined });
  });

  test("into the fleet's zone where it is in the account of the cluster", () => {
    expect(settingsOf(fleetLines(HOSTED))).toMatchObject({ hasNames: true, names: FLEET_ZONE });
  });

  test("not into the fleet's zone of another account, where rights of pods end", () => {
    const other = (SOUND["fleet.yaml"] ?? "").replace(
      "accounts:\n",
      'accounts:\n  dns:\n    id: "444455556666"\n    role: atoll-deployer\n',
    );
    const files = { "fleet.yaml": `${other}hostedZone: { id: Z0123456789ABCDEFGHIJ, account: dns }\n` };
    expect(settingsOf(files)).toEqual({ hasNames: false, names: undefined, proofs: undefined });
  });

  test("into the region's own zone before any other", () => {
    const files = { ...fleetLines(HOSTED), ...regionLines("dns: { public: true }") };
    expect(settingsOf(files)).toMatchObject({
      hasNames: true,
      names: { provider: "route53", zoneId: "not-read" },
    });
  });

  test("into the zone at Cloudflare where that answers for the fleet", () => {
    expect(settingsOf(fleetLines(`cloudflare: { zoneId: "${CLOUDFLARE_ID}" }`))).toMatchObject({
      hasNames: true,
      names: { provider: "cloudflare", zoneId: CLOUDFLARE_ID, tokenSecret: "cloudflare-token" },
    });
  });

  test("not where Traefik is off, for they would lead nowhere", () => {
    const off = devLines("addOns: { traefik: { enabled: false } }");
    expect(settingsOf({ ...fleetLines(HOSTED), ...off }).hasNames).toBe(false);
  });

  test("so that tenants' weighted names lead to the one that a cluster writes", () => {
    const fleet = fleetOf(fleetLines(HOSTED));
    for (const id of ["dev", "old"]) {
      const cluster = fleet.clusters.get(id);
      if (cluster === undefined) throw new Error(id);
      const targets = weightedRecords(fleet, cluster).map(({ target }) => target);
      expect(new Set(targets)).toEqual(
        new Set([`ingress.${clusterDnsZone(fleet.settings, cluster.region, id)}`]),
      );
      const { dnsZone } = platformSettings(fleet, cluster);
      expect(targets.every((target) => target.endsWith(`.${dnsZone}`))).toBe(true);
    }
  });
});

describe("certificates are proven", () => {
  test("in the region's zone for the cluster's own names, and in the fleet's for those of tenants", () => {
    const files = { ...fleetLines(`${HOSTED}\n${CERTIFICATES}`), ...regionLines("dns: { public: true }") };
    expect(settingsOf(files).proofs).toEqual([
      { below: OWN, zone: { ...FLEET_ZONE, zoneId: "not-read" } },
      { below: "apps.lagoon.cloud", zone: FLEET_ZONE, aliases: true },
    ]);
  });

  test("at Cloudflare for all names where that answers for the fleet and the region has no zone", () => {
    const cloudflare = `cloudflare: { zoneId: "${CLOUDFLARE_ID}" }`;
    const zone = { provider: "cloudflare", zoneId: CLOUDFLARE_ID, tokenSecret: "cloudflare-token" };
    expect(settingsOf(fleetLines(`${cloudflare}\n${CERTIFICATES}`)).proofs).toEqual([
      { below: OWN, zone },
      { below: "apps.lagoon.cloud", zone, aliases: true },
    ]);
  });

  test("for tenants by a role of the account that holds the fleet's zone, where one is named", () => {
    const other = (SOUND["fleet.yaml"] ?? "").replace(
      "accounts:\n",
      'accounts:\n  dns:\n    id: "444455556666"\n    role: atoll-deployer\n',
    );
    const hosted = "hostedZone: { id: Z0123456789ABCDEFGHIJ, account: dns, proofRole: tenant-proofs }";
    const files = {
      "fleet.yaml": `${other}${hosted}\n${CERTIFICATES}\n`,
      ...regionLines("dns: { public: true }"),
    };
    expect(settingsOf(files).proofs?.[1]).toEqual({
      below: "apps.lagoon.cloud",
      zone: { ...FLEET_ZONE, roleArn: "arn:aws:iam::444455556666:role/tenant-proofs" },
      aliases: true,
    });
  });

  test("for no tenant where the fleet's zone is out of reach", () => {
    const files = { ...fleetLines(CERTIFICATES), ...regionLines("dns: { public: true }") };
    expect(settingsOf(files).proofs?.map(({ below }) => below)).toEqual([OWN]);
  });
});

describe("an add-on that an entry asks for in vain is refused before anything is planned", () => {
  const findings = (files: Files) =>
    stackFindings(fleetOf(files))
      .filter(({ file }) => file === "clusters/dev.yaml")
      .map(({ at, expected, hint }) => [at.join("."), expected, hint]);
  const K3S = `kind: k3s
region: eu
environment: development
sla: 1
kubernetes: "1.35"
profile: minimal
`;

  test("external-dns without a zone", () => {
    expect(findings(devLines("profile: minimal\naddOns: { external-dns: { enabled: true } }"))).toEqual([
      [
        "addOns",
        "a zone that its names are written into, which pods of the cluster reach and have rights in",
        "set dns.public of its region, or hostedZone of the same account or cloudflare in fleet.yaml; otherwise leave external-dns out",
      ],
    ]);
  });

  test("the load balancer controller on K3s, which brings its own", () => {
    const files = {
      "clusters/dev.yaml": `${K3S}addOns: { aws-load-balancer-controller: { enabled: true } }\n`,
    };
    expect(findings(files)).toEqual([
      [
        "addOns.aws-load-balancer-controller.enabled",
        "no aws-load-balancer-controller on a cluster that is not of kind eks",
        "K3s in AWS brings it before its platform; elsewhere there is nothing for it to do",
      ],
    ]);
  });

  test("snapshots where the driver takes none", () => {
    const snapshots = "addOns: { volume-snapshots: { enabled: true } }\n";
    expect(findings({ "clusters/dev.yaml": `${K3S}${snapshots}` })).toEqual([
      [
        "addOns.volume-snapshots.enabled",
        "volumes whose driver takes snapshots, for volume-snapshots",
        "set k3s.storage to longhorn, or leave volume-snapshots out",
      ],
    ]);
    const longhorn = `${K3S}k3s: { storage: longhorn }\n${snapshots}`;
    expect(findings({ "clusters/dev.yaml": longhorn })).toEqual([]);
  });
});
