import {
  CLOUDNATIVE_PG_API,
  DATABASE_POD_ROLE_LABEL,
  IMAGE_CATALOG,
  IMAGE_CATALOG_KIND,
} from "../../../fleet/charts/data-vocabulary.ts";
import { PROMETHEUS_RULE_API } from "../../../fleet/charts/platform-vocabulary.ts";
import { MAJORS } from "../../../fleet/schema/tenants/databases.ts";
import type { AddOnContext, AddOnObject } from "../contract.ts";

/** Most series that a pod of a database may show at once, so that a table for each customer stops nobody else's metrics. */
const SAMPLE_LIMIT = 10_000;

/** Images of PostgreSQL by major version: databases name a major alone, and a new minor is rolled out here, once for all. */
export function imageCatalog({ image }: AddOnContext<"cloudnative-pg">): AddOnObject {
  const images = MAJORS.map((major) => {
    const { registry, path, tag } = image(`cloudnative-pg/postgresql:${major}.`);
    return { major: Number(major), image: `${registry}/${path}:${tag}` };
  });
  return {
    role: "images",
    apiVersion: CLOUDNATIVE_PG_API,
    kind: IMAGE_CATALOG_KIND,
    name: IMAGE_CATALOG,
    namespaced: false,
    body: { spec: { images } },
  };
}

/** Metrics of all databases and poolers, wherever they are: one monitor for the cluster, and none for a tenant. */
export function databaseMonitor(): AddOnObject {
  const values = ["instance", "pooler"];
  return {
    role: "databases-monitor",
    apiVersion: PROMETHEUS_RULE_API,
    kind: "PodMonitor",
    name: "databases",
    namespaced: true,
    body: {
      spec: {
        namespaceSelector: { any: true },
        selector: { matchExpressions: [{ key: DATABASE_POD_ROLE_LABEL, operator: "In", values }] },
        sampleLimit: SAMPLE_LIMIT,
        podMetricsEndpoints: [{ port: "metrics" }],
      },
    },
  };
}
