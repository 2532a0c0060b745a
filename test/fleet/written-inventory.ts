import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { faultLine, InputError } from "../../fleet/check.ts";
import { loadInventory } from "../../fleet/load.ts";

/** Files of an inventory by path; undefined leaves one out. */
export type Files = Readonly<Record<string, string | Uint8Array | undefined>>;

/** A small inventory without a fault: one region, one cluster of each network mode, two tenants. */
export const SOUND: Readonly<Record<string, string>> = {
  "fleet.yaml": `organisation: lagoon
dnsZone: lagoon.cloud
accounts:
  main:
    id: "111122223333"
    role: atoll-deployer
addresses:
  supernets: [10.0.0.0/8]
  reserved:
    - cidr: 192.168.0.0/24
      why: office
alertRoutes:
  on-call: { kind: pagerduty, target: platform }
environments:
  production: { ring: stable, alerts: [on-call] }
runners: { cidrs: [10.255.0.0/20] }
`,
  "regions/eu.yaml": `account: main
awsRegion: eu-central-1
jurisdiction: gdpr
zones: { a: euc1-az2, b: euc1-az3, c: euc1-az1 }
`,
  "clusters/dev.yaml": `kind: eks
region: eu
environment: development
sla: 1
kubernetes: "1.35"
nodes: { max: 20 }
`,
  "clusters/old.yaml": `kind: eks
region: eu
environment: production
sla: 3
kubernetes: "1.34"
network:
  mode: existing
  vpcId: vpc-0a1b2c3d4e5f60718
  cidr: 192.168.128.0/17
  subnets:
    node-a: { id: subnet-0aaaaaaaaaaaaaaaa, cidr: 192.168.128.0/20 }
    node-b: { id: subnet-0bbbbbbbbbbbbbbbb, cidr: 192.168.144.0/20 }
`,
  "tenants/acme.yaml": `displayName: Acme
tier: pooled
size: small
residency: [gdpr]
environments:
  live: { cluster: old }
`,
  "tenants/zeta.yaml": `displayName: Zeta
tier: pooled
size: small
environments:
  trial: { cluster: dev }
`,
};

const inSound = (path: string, from: string, to: string): Files => ({
  [path]: (SOUND[path] ?? "").replace(from, to),
});

/** `SOUND` whose clusters need nothing of their region: the add-ons of the other profiles ask for buckets. */
export const SMALL: Files = {
  ...SOUND,
  ...inSound("clusters/dev.yaml", "nodes: { max: 20 }", "profile: minimal"),
  ...inSound("clusters/old.yaml", "network:", "profile: minimal\nnetwork:"),
};

/** `SOUND` with the given files instead of or beside its own, in a folder that lasts as long as the test. */
export function inventoryFolder(files: Files = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "atoll-inventory-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  for (const [path, content] of Object.entries({ ...SOUND, ...files })) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

/** A file of `SOUND` with one passage replaced. */
export function edited(path: string, from: string, to: string): Files {
  const text = SOUND[path] ?? "";
  if (text.split(from).length !== 2) throw new Error(`${path} does not hold this exactly once: ${from}`);
  return { [path]: text.replace(from, () => to) };
}

/** Every fault of a run, as the operator reads it. */
export function faultsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults.map(faultLine);
  }
  return [];
}

/** What the loader says about `SOUND` with these files. */
export function loaderFaults(files: Files): readonly string[] {
  const dir = inventoryFolder(files);
  return faultsOf(() => loadInventory(dir)).map((line) => line.replaceAll(dir, "<folder>"));
}
