import type { TenantLeftovers } from "./leftovers.ts";

/** What is left of a tenant, for people. */
export function leftoversText(tenant: string, found: readonly TenantLeftovers[]): string {
  const isProven = found.every(({ isAsked, isGone, left }) => (isAsked || isGone) && left.length === 0);
  const count = found.reduce((sum, { left }) => sum + left.length, 0);
  const head = isProven
    ? `nothing is left of ${tenant}`
    : count === 0
      ? `nothing was found of ${tenant}, but not everything was asked`
      : `of ${tenant} ${count === 1 ? "1 thing is" : `${count} things are`} left`;
  return [
    head,
    ...found.flatMap(placeText),
    "not asked for: archives, which their bucket keeps as long as it must, and secrets, which people made",
  ].join("\n");
}

function placeText({ cluster, isAsked, isGone, left }: TenantLeftovers): readonly string[] {
  if (isGone) return [`  ${cluster}: gone from the inventory, with all that was inside`];
  const asked = isAsked ? "asked" : "its API server could not be asked: there is no way in";
  return [`  ${cluster}: ${asked}${left.length === 0 ? "" : ", found"}`, ...left.map((one) => `    ${one}`)];
}
