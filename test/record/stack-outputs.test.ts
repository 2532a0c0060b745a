import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { expect, test } from "vitest";
import { record } from "../../plan/record.ts";
import { outputsOfStack, type ShownOutput } from "../../stacks/stack-outputs.ts";

/** How Pulumi marks a secret on the wire. */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "token" };

const SHOWN = { vpcId: "vpc-1", tables: { a: "rtb-1" }, eks: { kubeconfig: SECRET } };

/** What a resource is given that reads another stack. */
async function given(read: (shown: ShownOutput) => ReturnType<ShownOutput>): Promise<unknown> {
  const program = (): unknown => new Vpc("x", { cidrBlock: read(outputsOfStack("dev")) });
  const shown = (stack: string) => (stack === "dev" ? SHOWN : undefined);
  const resources = await record(program, { stack: "link", shown });
  expect(resources.map(({ name }) => name)).toEqual(["x"]);
  return resources[0]?.inputs["cidrBlock"];
}

test("an output of another stack is read as it is, or by the key inside of it", async () => {
  expect(await given((shown) => shown("vpcId"))).toBe("vpc-1");
  expect(await given((shown) => shown("tables", "a"))).toBe("rtb-1");
});

test("an output is no secret because another one is", async () => {
  expect(await given((shown) => shown("vpcId"))).not.toBe("<secret>");
});

test.each(["nothing", "tables", "toString"])(
  "what another stack does not show is refused: %s",
  async (output) => {
    await expect(given((shown) => shown(output))).rejects.toThrow(
      // As a whole: the engine's words about the property that asked come from no operator's entry.
      new RegExp(`^stack dev shows no ${output}; bring it up first: pulumi up --stack dev$`),
    );
  },
);

test("a stack that the plan does not know is refused", async () => {
  const program = (): unknown => outputsOfStack("lost")("vpcId");
  await expect(record(program, { stack: "link" })).rejects.toThrow(
    "the program reads stack organization/atoll/lost, which the plan does not know",
  );
});
