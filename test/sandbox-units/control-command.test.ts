import { expect, test } from "vitest";
import { controlCommand } from "../../sandbox/aws/control-command.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { cloudPath, startSandbox } from "./network.ts";

/** What a command prints; rejects with what it refuses. */
function control(path: string, ...words: readonly string[]): readonly string[] {
  const printed: string[] = [];
  const command = controlCommand((line) => printed.push(line));
  for (const one of [command, ...command.commands]) {
    one.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  command.parse(["--cloud", path, ...words], { from: "user" });
  return printed;
}

test("a fault that the command sets strikes a provider that runs", async () => {
  const { engine, makeVpc, makeSubnet, path } = await startSandbox();
  control(path, "fault", "create", "fail", "--type", "Subnet");
  const vpc = await makeVpc();
  await expect(makeSubnet(vpc, "10.0.0.0/24")).rejects.toThrow("api error InternalError");
  expect(control(path, "faults")).toEqual(["fail on create of Subnet: 1 struck, 0 to come"]);
  await makeSubnet(vpc, "10.0.0.0/24");
  control(path, "fault", "read", "fail", "--times", "9");
  await expect(engine.refresh(vpc)).rejects.toThrow("api error InternalError");
  control(path, "clear");
  expect(await engine.refresh(vpc)).toEqual(vpc);
});

test("a quota that the command sets holds until it is taken back", async () => {
  const { make, path } = await startSandbox();
  expect(control(path, "quota", "addresses", "0")).toEqual(["addresses (L-0263D0A3): 0"]);
  await expect(make(tokens.EIP, {})).rejects.toThrow("api error AddressLimitExceeded");
  expect(control(path, "quota", "addresses")).toEqual(["addresses (L-0263D0A3): 5"]);
  expect((await make(tokens.EIP, {})).id).toMatch(/^eipalloc-/);
});

test("an edit by hand is found by a refresh", async () => {
  const { engine, makeVpc, path } = await startSandbox();
  const vpc = await makeVpc();
  control(path, "edit", vpc.id, "enableDnsSupport", "false");
  control(path, "edit", vpc.id, "tags.Name", "mine");
  const refreshed = await engine.refresh(vpc);
  expect(refreshed?.outputs).toMatchObject({ enableDnsSupport: false, tags: { Name: "mine" } });
  control(path, "delete", vpc.id);
  expect(await engine.refresh(vpc)).toBeUndefined();
});

test("what exists is listed by account, region, type and id", async () => {
  const { makeVpc, path } = await startSandbox();
  const vpc = await makeVpc({ tags: { Name: "dev" } });
  expect(control(path, "list", "--type", "Vpc")).toEqual([`111111111111 eu-central-1 Vpc ${vpc.id} dev`]);
  expect(control(path, "list")).toHaveLength(4);
});

test.each([
  [["edit", "vpc-0", "enableDnsSupport", "false"], "nothing in the simulated cloud has the id vpc-0"],
  [["delete", "vpc-0"], "nothing in the simulated cloud has the id vpc-0"],
  [["fault", "create", "explode"], "'explode' is invalid for argument 'kind'"],
  [["fault", "create", "fail", "--type", "Vcp"], "'Vcp' is invalid. Allowed choices are Vpc,"],
  [["fault", "create", "fail", "--times", "often"], "Expected a whole number."],
  [["quota", "vcps"], "'vcps' is invalid for argument 'name'"],
  [["account", "12"], "Expected twelve digits."],
])("%j is refused", (words, answer) => {
  expect(() => control(cloudPath(), ...words)).toThrow(answer);
});

test("an attribute that the type does not have cannot be edited", async () => {
  const { makeVpc, path } = await startSandbox();
  const { id } = await makeVpc();
  expect(() => control(path, "edit", id, "dnsSupport", "false")).toThrow("Vpc has no attribute dnsSupport");
});

test("a cloud in a folder that does not exist is refused", () => {
  expect(() => control("no-such-folder/cloud.db", "faults")).toThrow(
    '--cloud: expected a file in a folder that exists, got "no-such-folder/cloud.db"',
  );
});

test("an interface that the command leaves behind keeps its subnet until it is deleted", async () => {
  const { engine, makeVpc, makeSubnet, path } = await startSandbox();
  const subnet = await makeSubnet(await makeVpc(), "10.0.0.0/24");
  const [line = ""] = control(path, "interface", subnet.id);
  const [id = ""] = line.split(" ");
  expect(line).toBe(`${id} is left in ${subnet.id}`);
  expect(control(path, "list", "--type", "NetworkInterface")).toEqual([
    `111111111111 eu-central-1 NetworkInterface ${id}`,
  ]);
  await expect(engine.delete(subnet)).rejects.toThrow("api error DependencyViolation");
  expect(control(path, "edit", id, "status", "in-use")).toEqual([`${id}: status is "in-use" now`]);
  expect(() => control(path, "edit", id, "colour", "red")).toThrow(
    "NetworkInterface has no attribute colour",
  );
  expect(control(path, "delete", id)).toEqual([`${id} is gone`]);
  await engine.delete(subnet);
  expect(() => control(path, "interface", subnet.id)).toThrow(
    `error: nothing in the simulated cloud has the id ${subnet.id}`,
  );
});
