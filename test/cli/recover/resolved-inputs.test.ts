import { expect, test } from "vitest";
import { withResolvedInputs } from "../../../cli/recover/resolved-inputs.ts";
import { UNKNOWN } from "../../../plan/plan.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";

const wanted = (inputs: Record<string, unknown>) => ({
  type: tokens.ROUTE_TABLE_ASSOCIATION,
  name: "dev-association",
  inputs,
  begun: false,
});

const IDS = new Map([
  ["dev-table", "rtb-1"],
  ["dev-subnet", "subnet-1"],
]);

test("what the program wants can be asked for by the ids of what it belongs to", () => {
  const asked = wanted({ routeTableId: "${dev-table.id}", subnetId: "${dev-subnet.id}", gateways: 2 });
  expect(withResolvedInputs(asked, IDS).inputs).toEqual({
    routeTableId: "rtb-1",
    subnetId: "subnet-1",
    gateways: 2,
  });
});

test("what is not known stays so, and what it belongs to that is missing is not known", () => {
  const { inputs } = withResolvedInputs(wanted({ routeTableId: "${dev-other.id}", subnetId: UNKNOWN }), IDS);
  expect(inputs).toEqual({ routeTableId: UNKNOWN, subnetId: UNKNOWN });
});

test("a value that one resource alone can give is taken to be its id", () => {
  const one = wanted({ routeTableId: UNKNOWN, subnetId: UNKNOWN });
  const sources = {
    routeTableId: ["aws:ec2/routeTable:RouteTable::dev-table"],
    subnetId: ["aws:ec2/subnet:Subnet::dev-subnet", "aws:ec2/vpc:Vpc::dev-vpc"],
  };
  expect(withResolvedInputs({ ...one, sources }, IDS).inputs).toEqual({
    routeTableId: "rtb-1",
    subnetId: UNKNOWN,
  });
});
