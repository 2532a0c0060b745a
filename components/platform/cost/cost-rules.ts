import type { RuleGroup } from "../rules.ts";

const BYTES_PER_GIB = 1_073_741_824;

const priced = (amount: string, price: string): string =>
  `sum by (namespace, node) (${amount} * on (node) group_left () max by (node) (${price}))`;

/** Of tenants' namespaces, whose names alone hold two hyphens in a row. */
const OF_TENANT = '"(.+)--.+"';

const HELD = "namespace_node:cost:hourly";
const NODES = "max by (node) (node_total_hourly_cost)";
const HELD_ON_NODE = `sum by (node) (${HELD})`;

/** What a series adds up to; nothing where there is none. */
const summed = (series: string): string => `(sum(${series}) or vector(0))`;

/**
 * Who causes what all nodes cost, in US dollars an hour: what pods hold goes to their tenant, or to the platform; what
 * nobody holds is idle. Idle is worked out node by node and never below zero, so that the parts add up to the whole only
 * if pods hold no more than there is: what is unaccounted for shows where they do, or hold something of no node.
 */
export const COST_RULES: RuleGroup = {
  name: "opencost-shares",
  rules: [
    {
      record: HELD,
      expr: `${priced("container_cpu_allocation", "node_cpu_hourly_cost")} + ${priced(`container_memory_allocation_bytes / ${BYTES_PER_GIB}`, "node_ram_hourly_cost")}`,
    },
    {
      record: "tenant:cost:hourly",
      expr: `sum by (tenant) (label_replace(${HELD}{namespace=~${OF_TENANT}}, "tenant", "$1", "namespace", ${OF_TENANT}))`,
    },
    { record: "cluster:platform_cost:hourly", expr: summed(`${HELD}{namespace!~${OF_TENANT}}`) },
    {
      record: "cluster:idle_cost:hourly",
      expr: `sum(clamp_min(${NODES} - (${HELD_ON_NODE} or ${NODES} * 0), 0))`,
    },
    { record: "cluster:cost:hourly", expr: `sum(${NODES})` },
    {
      record: "cluster:unaccounted_cost:hourly",
      expr: `cluster:cost:hourly - ${summed("tenant:cost:hourly")} - cluster:platform_cost:hourly - cluster:idle_cost:hourly`,
    },
  ],
};
