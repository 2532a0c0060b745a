import { expect, test } from "vitest";
import { subnetTags } from "../../../components/network/subnet-tags.ts";
import { SUBNET_CLASSES } from "../../../fleet/schema/networks.ts";

test.each([
  [
    "node",
    {
      "kubernetes.io/role/internal-elb": "1",
      "karpenter.sh/discovery": "dev",
      "kubernetes.io/role/cni": "0",
    },
  ],
  ["pod", { "kubernetes.io/role/cni": "1" }],
  ["public", { "kubernetes.io/role/elb": "1" }],
  ["control-plane", {}],
] as const)("a %s subnet carries exactly the tags its readers look for", (subnetClass, tags) => {
  expect(subnetTags(subnetClass, "dev")).toEqual(tags);
});

test.each(["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb", "karpenter.sh/discovery"])(
  "%s stands on one class only, so that a controller finds one subnet per zone",
  (tag) => {
    expect(SUBNET_CLASSES.filter((one) => tag in subnetTags(one, "dev"))).toHaveLength(1);
  },
);
