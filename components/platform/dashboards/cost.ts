import { HOURS_PER_MONTH } from "../../../fleet/insight-vocabulary.ts";
import type { Dashboard } from "./dashboard.ts";

const BYTES_PER_GIB = 1_073_741_824;

const aMonth = (expr: string, legend: string) => ({ expr: `${expr} * ${HOURS_PER_MONTH}`, legend });

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
          title: "Where it goes, a month",
          description:
            "What tenants and platform hold and what is idle add up to what nodes cost; what is unaccounted for is held twice, or of no node.",
          kind: "bargauge",
          unit: "currencyUSD",
          queries: [
            aMonth("sum(tenant:cost:hourly)", "tenants"),
            aMonth("cluster:platform_cost:hourly", "platform"),
            aMonth("cluster:idle_cost:hourly", "idle"),
            aMonth("cluster:unaccounted_cost:hourly", "unaccounted"),
          ],
        },
        {
          title: "By tenant, a month",
          description:
            "What pods of each tenant hold, at the prices of their nodes; the platform has no name here.",
          kind: "bargauge",
          unit: "currencyUSD",
          queries: [aMonth("tenant:cost:hourly", "{{tenant}}")],
        },
        {
          title: "By namespace, a month",
          description: "The same for the ten namespaces that hold most.",
          kind: "bargauge",
          unit: "currencyUSD",
          queries: [aMonth("topk(10, sum by (namespace) (namespace_node:cost:hourly))", "{{namespace}}")],
        },
      ],
    },
  ],
};
