import { expect, test } from "vitest";
import { withOutputs } from "../../plan/references.ts";
import { planned, planOf, SUBNET } from "./sample-plan.ts";

const inputs = {
  zone: "${eu-central/zoneId}",
  arn: "arn:aws:route53:::hostedzone/${eu-central/zoneId}",
  table: "${dev/privateRouteTableIds.a}",
  list: [{ inner: "${eu-central/zoneId}" }],
  other: [
    "${eu-central/logBucket}",
    "${prod/vpcId}",
    "${dev/privateRouteTableIds}",
    "${dev-vpc.id}",
    1,
    null,
  ],
};

test("outputs of other stacks become what those show, wherever they stand, and anything else stays", () => {
  const shown = { "eu-central": { zoneId: "Z1" }, dev: { privateRouteTableIds: { a: "rtb-1" } } };
  const [resource] = withOutputs(planOf([planned(SUBNET, "a", inputs)]), shown).resources;
  expect(resource?.inputs).toEqual({
    zone: "Z1",
    arn: "arn:aws:route53:::hostedzone/Z1",
    table: "rtb-1",
    list: [{ inner: "Z1" }],
    other: inputs.other,
  });
});
