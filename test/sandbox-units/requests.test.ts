import { expect, test } from "vitest";
import { typeFacts } from "../../sandbox/aws/facts.ts";
import { KINDS } from "../../sandbox/aws/kinds.ts";
import { schemaFailures } from "../../sandbox/provider/inputs.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { UNKNOWN_VALUE } from "../../sandbox/provider/properties.ts";
import { oneOfEach } from "./one-of-each.ts";
import { startSandbox, TRUST } from "./network.ts";

test("a refused request leaves nothing behind", async () => {
  const { cloud, makeVpc } = await startSandbox();
  const before = cloud.list();
  await expect(makeVpc({ tags: { "aws:no": "" } })).rejects.toThrow("reserved for internal use");
  expect(cloud.list()).toEqual(before);
});

test("a refusal reads as the provider's does", async () => {
  const { makeSubnet, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  await expect(makeSubnet(vpc, "10.1.0.0/24")).rejects.toThrow(
    "creating EC2 Subnet: operation error EC2: CreateSubnet, api error InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.",
  );
});

test("of every type, every required input is required and every input has its type", () => {
  for (const type of Object.keys(KINDS)) {
    const { inputs } = typeFacts(type)!;
    const required = Object.keys(inputs).filter((name) => inputs[name]?.required === true);
    const missing = schemaFailures({}, inputs).map(({ property }) => property);
    expect({ type, missing }).toEqual({ type, missing: required });
    const wrong = Object.entries(inputs).map(
      ([name, facts]) => [name, facts.type === "boolean" ? 1 : true] as const,
    );
    const refused = schemaFailures(Object.fromEntries(wrong), inputs).map(({ property }) => property);
    expect({ type, refused }).toEqual({ type, refused: Object.keys(inputs) });
  }
});

test("of every type, any input may be unknown in a preview, and all of them together", async () => {
  const sandbox = await startSandbox();
  for (const [type, { inputs }] of await oneOfEach(sandbox)) {
    const each = Object.keys(inputs).map((name) => ({ ...inputs, [name]: UNKNOWN_VALUE }));
    const all = Object.fromEntries(Object.keys(inputs).map((name) => [name, UNKNOWN_VALUE]));
    for (const unknown of [...each, all]) {
      expect({ type, shown: await sandbox.engine.preview(type, "other", unknown) }).toMatchObject({
        type,
        shown: unknown,
      });
    }
  }
});

test("of every type, numbers and choices that have bounds may be unknown", async () => {
  const { engine } = await startSandbox();
  const attempts = [
    [tokens.ROLE, { assumeRolePolicy: TRUST, maxSessionDuration: UNKNOWN_VALUE }],
    [tokens.KMS_KEY, { deletionWindowInDays: UNKNOWN_VALUE }],
    [tokens.FLOW_LOG, { vpcId: UNKNOWN_VALUE, maxAggregationInterval: UNKNOWN_VALUE }],
    [tokens.LOG_GROUP, { retentionInDays: UNKNOWN_VALUE }],
    [tokens.NAT_GATEWAY, { subnetId: UNKNOWN_VALUE, connectivityType: UNKNOWN_VALUE }],
    [tokens.NAT_GATEWAY, { availabilityMode: UNKNOWN_VALUE }],
    [tokens.VPC_ENDPOINT, { vpcId: UNKNOWN_VALUE, vpcEndpointType: UNKNOWN_VALUE, serviceRegion: "x" }],
  ] as const;
  for (const [type, inputs] of attempts) {
    expect({ type, shown: await engine.preview(type, "other", inputs) }).toMatchObject({
      type,
      shown: inputs,
    });
  }
});
