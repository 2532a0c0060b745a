import { expect, test } from "vitest";
import { QUOTAS, unwatchedQuotas, watchedQuotas } from "../../../fleet/regions/quotas.ts";
import { quotaWarnings } from "../../../fleet/regions/quota-warnings.ts";
import { regionSchema } from "../../../fleet/schema/region.ts";

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

test("what no alarm can see is told once for all regions of which the same is true", () => {
  const region = (id: string, awsRegion: string) => ({
    ...regionSchema.parse({
      account: "main",
      awsRegion,
      jurisdiction: "eu",
      zones: { a: "euc1-az1", b: "euc1-az2" },
      quotaAlarms: {},
    }),
    id,
  });
  const regions = [region("eu", "eu-central-1"), region("us", "us-east-1"), region("west", "eu-west-1")];
  const told = (files: string, awsRegion: string): string =>
    `${files}: no alarm watches ${unwatchedQuotas(awsRegion).length} of ${QUOTAS.length} quotas, for AWS publishes no use of them there; fleet/regions/quotas.ts names them`;
  expect(quotaWarnings({ regions: new Map(regions.map((one) => [one.id, one])) })).toEqual([
    told("regions/eu.yaml, regions/west.yaml", "eu-central-1"),
    told("regions/us.yaml", "us-east-1"),
  ]);
});
