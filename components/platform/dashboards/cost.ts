import { HOURS_PER_MONTH } from "../../../fleet/insight-vocabulary.ts";
import type { Dashboard } from "./dashboard.ts";

const BYTES_PER_GIB = 1_073_741_824;

/** What pods of a namespace hold each hour, in US dollars: processors and memory at the price of their node. */
const BY_NAMESPACE = [
  "sum by (namespace) (container_cpu_allocation * on (node) group_left () max by (node) (node_cpu_hourly_cost))",
  `sum by (namespace) (container_memory_allocation_bytes / ${BYTES_PER_GIB} * on (node) group_left () max by (node) (node_ram_hourly_cost))`,
].join(" + ");

const BY_TENANT = `sum by (tenant) (label_replace(${BY_NAMESPACE}, "tenant", "$1", "namespace", "(.+)--.+"))`;

/** What it costs, and for whom. */
export const costDashboard: Dashboard = {
  uid: "atoll-cost",
  title: "Cost",
  description: "What nodes and volumes cost, and which tenant holds how much of it.",
  about: ["opencost"],
  rows: [
    {
      title: "In all",
      panels: [
        {
          title: "Nodes, a month",
          description: "What all nodes of now cost in a month.",
          kind: "stat",
          unit: "currencyUSD",
          queries: [
            {
              expr: `sum(max by (node) (node_total_hourly_cost)) * ${HOURS_PER_MONTH}`,
              legend: "nodes",
            },
          ],
        },
        {
          title: "Volumes, a month",
          description: "What all volumes of now cost in a month.",
          kind: "stat",
          unit: "currencyUSD",
          queries: [
            {
              expr: `sum(max by (persistentvolume) (kube_persistentvolume_capacity_bytes) / ${BYTES_PER_GIB} * on (persistentvolume) max by (persistentvolume) (pv_hourly_cost)) * ${HOURS_PER_MONTH}`,
              legend: "volumes",
            },
          ],
        },
        {
          title: "Nodes, an hour",
          description: "What nodes cost each hour: steps are nodes that come and go.",
          kind: "timeseries",
          unit: "currencyUSD",
          queries: [{ expr: "sum(max by (node) (node_total_hourly_cost))", legend: "nodes" }],
        },
      ],
    },
    {
      title: "For whom",
      panels: [
        {
          title: "By tenant, a month",
          description:
            "What pods of each tenant hold, at the prices of their nodes; the platform has no name here.",
          kind: "bargauge",
          unit: "currencyUSD",
          queries: [{ expr: `(${BY_TENANT}) * ${HOURS_PER_MONTH}`, legend: "{{tenant}}" }],
        },
        {
          title: "By namespace, a month",
          description: "The same for the ten namespaces that hold most.",
          kind: "bargauge",
          unit: "currencyUSD",
          queries: [{ expr: `topk(10, (${BY_NAMESPACE}) * ${HOURS_PER_MONTH})`, legend: "{{namespace}}" }],
        },
      ],
    },
  ],
};
