import { z } from "zod";
import { clusterSchema } from "./schema/cluster.ts";
import { exceptionsSchema } from "./schema/exceptions.ts";
import { fleetSchema } from "./schema/fleet.ts";
import { linkSchema } from "./schema/link.ts";
import { regionSchema } from "./schema/region.ts";
import { tenantSchema } from "./schema/tenant.ts";

const SCHEMAS = {
  fleet: fleetSchema,
  region: regionSchema,
  cluster: clusterSchema,
  tenant: tenantSchema,
  link: linkSchema,
  exceptions: exceptionsSchema,
} as const;

/** JSON Schema (draft 2020-12) by file name: what an editor needs to complete and check the inventory's files. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const files = Object.entries(SCHEMAS).map(([name, schema]) => {
    const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    return [`${name}.json`, `${JSON.stringify({ title: `atoll ${name}`, ...json }, null, 2)}\n`] as const;
  });
  return new Map(files);
}
