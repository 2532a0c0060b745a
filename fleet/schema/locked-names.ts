import { z } from "zod";
import { isoDate } from "./scalars.ts";

/** A name of a tenant's own domain. It stays for ever: a record that leads to a tenant outlives the tenant. */
const lockedHost = z.strictObject({
  tenant: z.string(),
  /** Tenant that had it before, and gave it over. */
  from: z.string().optional(),
  since: isoDate,
  /** Day on which its tenant named it no more; absent while it does. */
  freed: isoDate.optional(),
});

/** Name -> the tenant that has it, or had it last. */
export const lockedHosts = z.record(z.string(), lockedHost);

const lockedApplication = z.strictObject({
  /** Repository and folder that bring it. */
  from: z.string(),
  /** Environments in which requests from outside reach it, sorted; absent where none do. */
  published: z.array(z.string()).optional(),
});

/** Application -> what of it others rely on. */
export const lockedApplications = z.record(z.string(), lockedApplication);

export type LockedHosts = z.infer<typeof lockedHosts>;
export type LockedApplications = z.infer<typeof lockedApplications>;
