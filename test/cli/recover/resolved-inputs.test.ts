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
  expect(withResolvedInputs(asked, IDS)?.inputs).toEqual({
    routeTableId: "rtb-1",
    subnetId: "subnet-1",
    gateways: 2,
  });
});

test("it cannot be asked for while something it belongs to is missing, or a value is not known", () => {
  expect(withResolvedInputs(wanted({ routeTableId: "${dev-other.id}" }), IDS)).toBeUndefined();
  expect(withResolvedInputs(wanted({ routeTableId: UNKNOWN }), IDS)).toBeUndefined();
});
