import { SOUND } from "../written-inventory.ts";
import type { BadInput } from "./bad-input.ts";

const DEV = SOUND["clusters/dev.yaml"] ?? "";

/** `dev` with these pools, one line each below `pools:` in line 8. */
function pools(row: string, lines: readonly string[], ...faults: readonly string[]): BadInput {
  const nodes = ["nodes:", "  max: 20", "  pools:", ...lines.map((line) => `    ${line}`)].join("\n");
  return { row, files: { "clusters/dev.yaml": DEV.replace("nodes: { max: 20 }", nodes) }, faults };
}

const at = (path: string) => `nodes.pools.${path}`;
const file = (line: number, column: number) => `clusters/dev.yaml:${line}:${column}`;
const CRON = "a schedule such as 0 9 * * mon-fri, five fields, in UTC";

export const POOL_INPUTS: readonly BadInput[] = [
  {
    row: "no node beside the system's",
    files: { "clusters/dev.yaml": DEV.replace("max: 20", "max: 2") },
    faults: [
      "clusters/dev.yaml:6:15 nodes.max: expected at least 3 nodes: 1 for general, 2 system nodes, got 2; raise it",
    ],
  },
  {
    row: "no pool at all",
    files: { "clusters/dev.yaml": DEV.replace("max: 20", "max: 20, pools: {}") },
    faults: [
      "clusters/dev.yaml:6:19 nodes.pools: expected at least one pool, got a map; remove the key for the usual ones",
    ],
  },
  pools(
    "a pool whose name is that of a twin",
    ["web-spot: { class: general, max: 2 }"],
    `${file(9, 5)} ${at("web-spot")}: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, without tenant- before or -spot behind it, got "web-spot"`,
  ),
  pools(
    "a pool without a class",
    ["web: { max: 2 }"],
    `${file(9, 5)} ${at("web.class")}: expected one of general, compute, memory, gpu, got nothing; only a pool that is called like a class may leave it out`,
  ),
  pools(
    "a pool that is called like another class",
    ["compute: { class: memory, max: 2 }"],
    `${file(9, 23)} ${at("compute.class")}: expected compute, for so the pool is called, got "memory"; give the pool another name`,
  ),
  pools(
    "a pool without a number of nodes",
    ["compute: {}"],
    `${file(9, 5)} ${at("compute.max")}: expected a number of nodes, got nothing; only general may leave it out: it gets what the others leave`,
  ),
  pools(
    "a floor above the ceiling",
    ["compute: { min: 3, max: 2 }"],
    `${file(9, 21)} ${at("compute.min")}: expected at most 2, the pool's max, got 3`,
  ),
  pools(
    "a floor by schedule that adds nothing",
    ['compute: { min: 2, max: 4, minBySchedule: [{ schedule: "0 6 * * *", hours: 2, min: 2 }] }'],
    `${file(9, 88)} ${at("compute.minBySchedule[0].min")}: expected more than 2, the pool's min at all times, got 2`,
  ),
  pools(
    "more nodes than the network was made for",
    ["compute: { max: 18 }"],
    "clusters/dev.yaml:7:8 nodes.max: expected at least 21 nodes: 18 of pools and 1 for general, 2 system nodes, got 20; raise it, or lower a pool's max",
  ),
  pools(
    "a schedule with six fields",
    ['compute: { max: 2, freeze: [{ schedule: "0 0 9 * * *", hours: 2 }] }'],
    `${file(9, 45)} ${at("compute.freeze[0].schedule")}: expected ${CRON}: five fields (minute, hour, day, month, weekday) with one space between them, got "0 0 9 * * *"`,
  ),
  pools(
    "a schedule that never comes",
    ['compute: { max: 2, freeze: [{ schedule: "0 0 31 2 *", hours: 2 }] }'],
    `${file(9, 45)} ${at("compute.freeze[0].schedule")}: expected ${CRON}: a schedule that comes at all, got "0 0 31 2 *"`,
  ),
  pools(
    "a family of another class",
    ["compute: { max: 2, families: [m7i] }"],
    `${file(9, 35)} ${at("compute.families[0]")}: expected a family of class compute, which begins with c, got "m7i"`,
  ),
  pools(
    "a family of the past",
    ["compute: { max: 2, families: [c4] }"],
    `${file(9, 35)} ${at("compute.families[0]")}: expected a family of generation 5 or newer, got "c4"; set oldestGeneration: 4, or name a newer family`,
  ),
  pools(
    "a family of another processor",
    ["compute: { max: 2, families: [c7g] }"],
    `${file(9, 35)} ${at("compute.families[0]")}: expected a family with amd64 processors, got "c7g"; c7g is arm64`,
  ),
  pools(
    "a graphics processor of another maker",
    ["gpu: { max: 0, families: [g4ad] }"],
    `${file(9, 31)} ${at("gpu.families[0]")}: expected a family with NVIDIA processors for which the nodes' image has drivers, got "g4ad"; name another, such as g6`,
  ),
  pools(
    "a graphics processor without drivers, whatever age is allowed",
    ["gpu: { max: 0, oldestGeneration: 2, families: [p2, p3] }"],
    `${file(9, 52)} ${at("gpu.families[0]")}: expected a family with NVIDIA processors for which the nodes' image has drivers, got "p2"; name another, such as g6`,
  ),
  pools(
    "graphics processors older than the drivers",
    ["gpu: { max: 0, oldestGeneration: 3 }"],
    `${file(9, 38)} ${at("gpu.oldestGeneration")}: expected at least 4, for the nodes' image has no drivers for older families of category g, got 3; remove it, or name families`,
  ),
  pools(
    "a size that the family does not have",
    ["general: { families: [m5], sizes: [32xlarge] }"],
    `${file(9, 16)} ${at("general.families")}: expected a family that is made in size 32xlarge, got a list; name other families or sizes, for no machine is both`,
  ),
  pools(
    "sizes that none of the families has",
    ["general: { families: [m7i, c5], sizes: [medium, 32xlarge] }"],
    `${file(9, 16)} ${at("general.families")}: expected a family that is made in size medium or 32xlarge, got a list; name other families or sizes, for no machine is both`,
  ),
  pools(
    "a family whose machines are all larger than those of its class",
    ["gpu: { max: 0, families: [p5en] }"],
    `${file(9, 20)} ${at("gpu.families")}: expected a family that has machines of 4 to 96 processors, got a list; name sizes, or other families`,
  ),
  pools(
    "a size that is none",
    ["compute: { max: 2, sizes: [huge] }"],
    `${file(9, 32)} ${at("compute.sizes[0]")}: expected a size such as xlarge or 2xlarge, medium or larger, not metal, got "huge"`,
  ),
  pools(
    "burstable machines for steady work",
    ["compute: { max: 2, burstable: true }"],
    `${file(9, 35)} ${at("compute.burstable")}: expected false for class compute, got true; only general may be burstable`,
  ),
  pools(
    "a size that burstable machines do not have",
    ["general: { sizes: [8xlarge] }"],
    `${file(9, 24)} ${at("general.sizes[0]")}: expected a size of burstable machines, at most 2xlarge, got "8xlarge"; set burstable: false, or name a smaller size`,
  ),
  pools(
    "a processor that ordinary pods may not run on",
    ["general: { architectures: [amd64, arm64] }"],
    `${file(9, 39)} ${at("general.architectures[1]")}: expected amd64 alone for the pool that gets every pod that says nothing, got "arm64"; make another pool for arm64`,
  ),
  pools(
    "processors that AWS grants nobody",
    ["gpu: { max: 2 }"],
    "regions/eu.yaml:1:1 vcpuQuotas.onDemand.g: expected at least 16 processors, for pools may have so many (dev 16), got nothing; AWS grants none by default; ask AWS for quota L-DB2E81BA and write down what it grants, or lower what pools may have",
  ),
  {
    row: "more processors than AWS grants",
    files: {
      "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}vcpuQuotas: { onDemand: { standard: 100 } }\n`,
    },
    faults: [
      "regions/eu.yaml:5:37 vcpuQuotas.onDemand.standard: expected at least 534 processors, for pools may have so many (dev 150, old 384), got 100; ask AWS for quota L-1216C47A and write down what it grants, or lower what pools may have",
    ],
  },
];
