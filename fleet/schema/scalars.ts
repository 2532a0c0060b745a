import { z } from "zod";

/** Lower-case DNS label without double hyphen: the name of a region, cluster, tenant or link. At most 20 characters. */
export const entryId = z
  .string()
  .regex(/^[a-z](?:[a-z0-9]|-(?!-))*$/)
  .max(20);

/** An IPv4 network in canonical form, such as 10.0.0.0/16. */
export const cidr = z.string();

/** A day, such as "2026-11-24". */
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The letter that ends an availability zone's name, such as a. */
export const zoneLetter = z.string().regex(/^[a-z]$/);

export const lifecycle = z.enum(["active", "retiring"]).default("active");

/** Logical resource name -> id of the cloud resource that the first `up` imports. */
export const adopt = z.record(z.string(), z.string()).default({});

export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max);

export const netmaskLength = wholeNumber;
