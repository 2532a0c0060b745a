import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { ACCOUNT, SETTINGS, startSandbox } from "./network.ts";

test("the account of the assumed role owns what is made", async () => {
  const { cloud, makeVpc } = await startSandbox();
  await makeVpc();
  expect(cloud.list({ type: tokens.VPC })[0]?.account).toBe(ACCOUNT);
});

test("credentials of another account are refused in the provider's words", async () => {
  const { cloud, engine } = await startSandbox();
  cloud.set("callerAccount", "999999999999");
  await expect(engine.configure(SETTINGS)).rejects.toThrow("AWS account ID not allowed: 999999999999");
  cloud.set("callerAccount", undefined);
  await expect(engine.configure(SETTINGS)).resolves.toBeUndefined();
});

test("a forbidden account is refused", async () => {
  const { engine } = await startSandbox();
  const settings = { region: "eu-central-1", forbiddenAccountIds: ["123456789012"] };
  await expect(engine.configure(settings)).rejects.toThrow("AWS account ID not allowed: 123456789012");
});

test("a provider without a region, or with one that cannot be, is refused", async () => {
  const { engine } = await startSandbox();
  await expect(engine.configure({})).rejects.toThrow("Missing region configuration");
  await expect(engine.configure({ region: "frankfurt" })).rejects.toThrow("Invalid AWS Region: frankfurt");
});

test("a role's ARN without an account is refused", async () => {
  const { engine } = await startSandbox();
  const settings = { ...SETTINGS, assumeRoles: [{ roleArn: "deployer" }] };
  await expect(engine.configure(settings)).rejects.toThrow(
    '"assume_role.0.role_arn" (deployer) is an invalid ARN',
  );
});

test("an unknown provider setting is refused", async () => {
  const { engine } = await startSandbox();
  expect(await engine.checkConfig({ region: "eu-central-1", acountId: "1" })).toEqual([
    'acountId: Unsupported argument. An argument named "acountId" is not expected here',
  ]);
  expect(await engine.checkConfig({ region: "eu-central-1", allowedAccountIds: '["1"]' })).toEqual([]);
});

test("two accounts do not see each other", async () => {
  const { engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  await engine.configure({ region: "eu-central-1" });
  expect(await engine.refresh(vpc)).toBeUndefined();
});

test("tags that the provider gives are not the resource's own", async () => {
  const { engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc({ tags: { Name: "dev" } });
  const imported = await engine.import(tokens.VPC, "thing", vpc.id);
  expect(imported?.inputs["tags"]).toEqual({ Name: "dev" });
  expect(imported?.inputs["tagsAll"]).toEqual({ Name: "dev", "atoll:stack": "dev" });
});

test("the schema of the package names every type", async () => {
  const { engine } = await startSandbox();
  expect(await engine.schema()).toMatchObject({
    name: "aws",
    resources: { [tokens.SUBNET]: { requiredInputs: ["vpcId"] } },
  });
});
