import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../check.ts";
import { type DeliveryWindow, tenantWindows } from "../schema/delivery-windows.ts";

/**
 * Windows in which something is allowed that are others than they were: deliveries run while any of them is open, the
 * platform's or the tenant's, so one more takes away what the platform's say, and one less may take away all limits.
 */
export function changedWindows(
  file: string,
  before: unknown,
  after: unknown,
  hint: string,
): readonly Finding[] | undefined {
  const [was, now] = [tenantWindows.safeParse(before), tenantWindows.safeParse(after)];
  if (!was.success || !now.success) return undefined;
  const environments = [...new Set([...Object.keys(was.data), ...Object.keys(now.data)])].sort();
  return environments.flatMap((environment): readonly Finding[] => {
    const [old, is] = [allowed(was.data[environment]), allowed(now.data[environment])];
    if (isDeepStrictEqual(old, is)) return [];
    const at = now.data[environment] === undefined ? [] : ["windows", environment];
    const expected = `windows of kind allow as they were: ${text(old)}`;
    return [{ file, at, expected, got: text(is), hint }];
  });
}

const allowed = (windows: readonly DeliveryWindow[] = []): readonly DeliveryWindow[] =>
  windows.filter(({ kind }) => kind === "allow");

const text = (windows: readonly DeliveryWindow[]): string =>
  windows.map(({ schedule, hours }) => `${hours} hours from ${schedule}`).join(", ") || "none";
