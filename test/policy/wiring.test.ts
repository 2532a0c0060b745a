import { expect, test } from "vitest";
import type { Resource } from "../../policy/resource.ts";
import { wiringOf } from "../../policy/wiring.ts";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const resource = (type: string, name: string, inputs: Resource["inputs"] = {}): Resource => {
  return { type, name, inputs, protect: false };
};
const NET = resource(VPC, "net", { name: "lagoon" });
const UNKNOWN = "<known after up>";

test("a resource is used by its id, by what the engine says of a value, and by its name", () => {
  const byId = resource(SUBNET, "a", { vpcId: "${net.id}" });
  const bySource = { ...resource(SUBNET, "b", { vpcId: UNKNOWN }), sources: { vpcId: [`${VPC}::net`] } };
  const byName = resource(SUBNET, "c", { vpcId: "lagoon" });
  const wiring = wiringOf([NET, byId, bySource, byName, resource(SUBNET, "d", { vpcId: "vpc-0a1b2c3d" })]);
  expect(wiring.users(NET, SUBNET, "vpcId").map(({ name }) => name)).toEqual(["a", "b"]);
  expect(wiring.users(NET, SUBNET, "vpcId", "name").map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect([byId, bySource, byName].map((one) => wiring.from(one, "vpcId", VPC))).toEqual([[NET], [NET], []]);
  expect(wiring.hasOpen(SUBNET, "vpcId")).toBe(false);
});

test("a value that is unknown and comes from nowhere leaves open what it leads to", () => {
  const lost = resource(SUBNET, "a", { vpcId: UNKNOWN });
  const foreign = resource(SUBNET, "b", { vpcId: "${other.id}" });
  const listed = resource(SUBNET, "c", { vpcId: ["${net.id}", UNKNOWN] });
  const wiring = wiringOf([NET, lost, foreign, listed]);
  expect([lost, foreign, listed, NET].map((one) => wiring.isOpen(one, "vpcId"))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
