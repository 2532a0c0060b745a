import { expect, test } from "vitest";
import { QUOTAS, unwatchedQuotas, watchedQuotas } from "../../fleet/quotas.ts";
import { quotaWarnings } from "../../fleet/quota-warnings.ts";

test("every quota stands there once, under the code of Service Quotas", () => {
  const codes = QUOTAS.map(({ service, code }) => `${service} ${code}`);
  expect(new Set(codes).size).toBe(codes.length);
  expect(QUOTAS.filter(({ code }) => !/^L-[0-9A-F]{8}$/.test(code))).toEqual([]);
});

test("a quota is watched or not, and quotas of all regions only where AWS publishes them", () => {
  const codes = (region: string) => watchedQuotas(region).map(({ code }) => code);
  expect(codes("eu-central-1")).not.toContain("L-FE177D64");
  expect(codes("us-east-1")).toContain("L-FE177D64");
  for (const region of ["eu-central-1", "us-east-1"])
    expect(watchedQuotas(region).length + unwatchedQuotas(region).length).toBe(QUOTAS.length);
});

test("a region without alarms is told nothing about them", () => {
  expect(quotaWarnings({ regions: new Map() })).toEqual([]);
});
