import { CLOUDNATIVE_PG_API, DATABASE_LABEL } from "../../../fleet/charts/data-vocabulary.ts";
import {
  DATABASE_SIZES,
  POOLER_LIMITS,
  POOLER_PODS,
  POOLER_REQUESTS,
} from "../../../fleet/databases/database-sizes.ts";
import { MESH_MODE_LABEL } from "../../../fleet/mesh-vocabulary.ts";
import { databaseObjectName } from "../../../fleet/names.ts";
import { TENANT_NODE_LABEL, TENANT_NODE_TAINT } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { spread } from "../../platform/workload.ts";
import type { Database, TenantSettings } from "../settings.ts";
import type { SliceContext, SliceObject } from "../slice-object.ts";
import { podResources } from "./pod-resources.ts";

/** Connections of programs to one pooler, for each that it has to the database. */
const CLIENTS_PER_CONNECTION = 10;

/**
 * Pods through which programs share connections, transaction by transaction; together they leave a fifth of the
 * database's own to those who come past them.
 *
 * @see https://cloudnative-pg.io/documentation/current/connection_pooling/
 */
export function pooler({ settings }: SliceContext, database: Database): SliceObject {
  const name = databaseObjectName(database.name);
  const connections = Math.floor((DATABASE_SIZES[database.size].connections * 0.8) / POOLER_PODS);
  const parameters = {
    default_pool_size: `${connections}`,
    max_db_connections: `${connections}`,
    max_client_conn: `${connections * CLIENTS_PER_CONNECTION}`,
    max_prepared_statements: "100",
  };
  return {
    role: `pooler-${database.name}`,
    needs: "cloudnative-pg",
    apiVersion: CLOUDNATIVE_PG_API,
    kind: "Pooler",
    name: `${name}-pool`,
    namespaced: true,
    body: {
      spec: {
        cluster: { name },
        type: "rw",
        instances: settings.suspended === true ? 0 : POOLER_PODS,
        pgbouncer: { poolMode: "transaction", parameters },
        template: template(settings, name),
      },
    },
  };
}

function template({ tenant, ownNodes, mesh }: TenantSettings, name: string): object {
  const placed = {
    nodeSelector: { [TENANT_NODE_LABEL]: tenant },
    tolerations: [{ key: TENANT_NODE_TAINT, operator: "Equal", value: tenant, effect: "NoSchedule" }],
  };
  return {
    metadata: { labels: mesh === true ? { [MESH_MODE_LABEL]: "none" } : {} },
    spec: {
      containers: [{ name: "pgbouncer", resources: podResources(POOLER_REQUESTS, POOLER_LIMITS) }],
      topologySpreadConstraints: spread({ [DATABASE_LABEL]: name }),
      ...(ownNodes === true ? placed : {}),
    },
  };
}
