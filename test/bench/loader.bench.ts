import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import type { BenchRow } from "./row.ts";

const DAY = "2026-01-01";
const CLUSTERS_PER_REGION = 50;
const ENVIRONMENTS_PER_TENANT = 5;

const FLEET = `# What holds for the whole fleet.
organisation: lagoon
dnsZone: lagoon.cloud
accounts:
  workloads:
    id: "111122223333" # quoted, it may begin with 0
    role: atoll-deployer
addresses:
  supernets:
    - 10.0.0.0/8
  reserved:
    - cidr: 192.168.0.0/16
      why: offices and VPN
runners:
  cidrs:
    - 192.168.0.0/20
`;

const REGION = `account: workloads
awsRegion: eu-central-1
jurisdiction: eu
netmaskLength: 14
zones:
  a: euc1-az2
  b: euc1-az3
  c: euc1-az1
`;

/** A cluster as a team writes it, about twelve lines; with a small block, so that thousands fit. */
function clusterFile(region: string, index: number): string {
  return `# yaml-language-server: $schema=../.schema/cluster.json
kind: eks
region: ${region}
environment: production
sla: ${(index % 3) + 1}
profile: full
kubernetes: "1.35" # quoted: 1.30 without quotes is the number 1.3
nodes:
  max: 120
network:
  mode: create
  netmaskLength: 20
  pods: unrouted
  linkable: false
`;
}

/** A tenant with its environments on clusters that follow each other. */
function tenantFile(index: number, clusters: readonly string[]): string {
  const environments = Array.from({ length: ENVIRONMENTS_PER_TENANT }, (_, one) => {
    const cluster = clusters[(index * ENVIRONMENTS_PER_TENANT + one) % clusters.length] ?? "";
    return `  stage-${one}: { cluster: ${cluster} }\n`;
  });
  const head = `# yaml-language-server: $schema=../.schema/tenant.json\ndisplayName: Tenant ${index}\n`;
  return `${head}tier: pooled\nsize: small\nresidency: [eu]\nenvironments:\n${environments.join("")}`;
}

/** Writes an inventory with as many tenant environments as clusters, and its lock. */
function writeFleet(dir: string, count: number): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const region = (index: number): string => `r${Math.floor(index / CLUSTERS_PER_REGION)}`;
  const clusters = Array.from({ length: count }, (_, index) => `c${index}`);
  write("fleet.yaml", FLEET);
  for (const [index, id] of clusters.entries()) {
    if (index % CLUSTERS_PER_REGION === 0) write(`regions/${region(index)}.yaml`, REGION);
    write(`clusters/${id}.yaml`, clusterFile(region(index), index));
  }
  for (let index = 0; index < count / ENVIRONMENTS_PER_TENANT; index += 1)
    write(`tenants/t${index}.yaml`, tenantFile(index, clusters));
  writeLock(dir, updateLock(loadInventory(dir), undefined, DAY).lock);
}

/** Seconds to read, check and prove a fleet of `count` clusters: the best of some rounds, files in the disk's cache. */
function loadSeconds(count: number, rounds: number): number {
  const dir = mkdtempSync(join(tmpdir(), "atoll-bench-"));
  try {
    writeFleet(dir, count);
    const times = Array.from({ length: rounds }, () => {
      const started = performance.now();
      if (loadFleet(dir, DAY).clusters.size !== count) throw new Error("a cluster was lost");
      return (performance.now() - started) / 1000;
    });
    return Math.min(...times);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Figures of the loader. */
export function run(): Promise<readonly BenchRow[]> {
  const small = loadSeconds(30, 60);
  const medium = loadSeconds(300, 10);
  const large = loadSeconds(3_000, 3);
  const perCluster = (seconds: number, count: number): BenchRow => ({
    name: `per cluster, of ${count.toLocaleString("en")}`,
    value: (seconds / count) * 1000,
    unit: "ms",
  });
  return Promise.resolve([
    {
      name: "300 clusters, 300 environments: load and check",
      value: medium,
      unit: "s",
      bar: "<= 0.7",
      isHeadline: true,
    },
    perCluster(small, 30),
    perCluster(medium, 300),
    perCluster(large, 3_000),
    {
      name: "cost per cluster, of 3,000 / of 30",
      value: large / 3_000 / (small / 30),
      unit: "x",
      bar: "about 1",
    },
  ]);
}
