import { Provider } from "@pulumi/aws/provider.js";
import { expect, test } from "vitest";
import { readersOnly } from "../../stacks/read-only.ts";
import { recorded, Thing } from "./recorded-things.ts";

const ROLE = "arn:aws:iam::111122223333:role/deployer";
const LONG = "a".repeat(64);

/** Roles of a provider that is given these. */
async function rolesOf(...arns: readonly string[]): Promise<unknown> {
  const assumeRoles = arns.map((roleArn) => ({ roleArn }));
  const [provider] = await recorded(() => {
    new Provider("aws", { assumeRoles }, { transformations: [readersOnly()] });
  });
  return JSON.parse(provider?.inputs["assumeRoles"] as string);
}

test("a provider takes the role that reads in place of the one that changes", async () => {
  expect(await rolesOf(ROLE)).toEqual([{ roleArn: `${ROLE}-reader` }]);
});

test("only the name of a role is shortened, not the number of its account", async () => {
  const [role] = (await rolesOf(`arn:aws:iam::111122223333:role/${LONG}`)) as { readonly roleArn: string }[];
  expect(role?.roleArn).toMatch(/^arn:aws:iam::111122223333:role\/a+-[a-z0-9-]+$/);
  expect(role?.roleArn.split("/")[1]?.length).toBeLessThanOrEqual(64);
});

test("a provider without a role, and what is no provider, stay as they are", async () => {
  const resources = await recorded(() => {
    new Provider("aws", { region: "eu-central-1" }, { transformations: [readersOnly()] });
    new Thing("thing", {}, { transformations: [readersOnly()] });
  });
  const inputs = resources.map((one) => [one.name, one.inputs]);
  expect(Object.fromEntries(inputs)).toEqual({
    aws: { region: "eu-central-1", skipCredentialsValidation: "false", skipRegionValidation: "true" },
    thing: {},
  });
});
