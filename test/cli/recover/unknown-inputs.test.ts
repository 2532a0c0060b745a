import { expect, test } from "vitest";
import type { AwsClient } from "../../../cli/recover/aws-client.ts";
import { CloudSearch } from "../../../cli/recover/cloud-search.ts";
import { idsInCloud } from "../../../cli/recover/lookup.ts";
import { UNKNOWN } from "../../../plan/plan.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";

/** A cloud that has what it is asked for, and counts the questions. */
function cloud() {
  let asked = 0;
  const ask = () => {
    asked += 1;
    return Promise.resolve({});
  };
  return { search: new CloudSearch({ ask } as unknown as AwsClient, "dev"), asked: () => asked };
}

const policy = (inputs: Record<string, unknown>) => ({
  ...{ type: tokens.ROLE_POLICY, name: "dev-policy", begun: true },
  inputs,
});

test("a value that no search asks with need not be known", async () => {
  const { search } = cloud();
  const known = policy({ role: "deployer", name: "secrets", policy: UNKNOWN });
  expect(await idsInCloud(known, search)).toEqual(["deployer:secrets"]);
});

test("without a value that it asks with, a search asks nothing and finds nothing", async () => {
  const { search, asked } = cloud();
  expect(await idsInCloud(policy({ role: UNKNOWN, name: "secrets" }), search)).toEqual([]);
  expect(asked()).toBe(0);
});
