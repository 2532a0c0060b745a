import { describe, expect, test } from "vitest";
import { recordEks, waitsFor } from "./record-eks.ts";
import { named } from "./record-network.ts";

const ZONES = ["eu-central-1a", "eu-central-1b"];

describe("a cluster with custom networking", async () => {
  const [before, after] = [
    await recordEks({}, {}, { preview: false }),
    await recordEks({ podZones: ZONES }, {}, { preview: false }),
  ];
  const inputsOf = (name: string) => named(after, name).inputs;

  test("has the CNI's add-on say where pods get their addresses, before there is a node", () => {
    const text = inputsOf("dev-addon-vpc-cni")["configurationValues"];
    const { eniConfig } = JSON.parse(text as string) as { readonly eniConfig: unknown };
    expect(eniConfig).toEqual({
      create: true,
      region: "eu-central-1",
      subnets: {
        "eu-central-1a": { id: "subnet-pod-a", securityGroups: ["dev-group-nodes-id"] },
        "eu-central-1b": { id: "subnet-pod-b", securityGroups: ["dev-group-nodes-id"] },
      },
    });
    expect([...waitsFor(after, "dev-system-nodes")]).toContain("dev-addon-vpc-cni");
  });

  test("leaves the other add-ons as they are", () => {
    for (const addOn of ["kube-proxy", "eks-pod-identity-agent", "coredns", "aws-ebs-csi-driver"]) {
      const name = `dev-addon-${addOn}`;
      expect(inputsOf(name)).toEqual(named(before, name).inputs);
    }
  });

  test("differs from one without it in the add-on, the template and the class of machines alone", () => {
    const changed = after
      .filter(({ custom }) => custom)
      .filter(({ name, inputs }) => JSON.stringify(named(before, name).inputs) !== JSON.stringify(inputs))
      .map(({ name }) => name);
    expect(changed.sort()).toEqual([
      "dev-addon-vpc-cni",
      "dev-karpenter-class-general",
      "dev-system-template",
    ]);
  });

  test("marks machines, those of the group and those that are launched", () => {
    const tags = { "atoll:pod-networking": "custom" };
    expect(inputsOf("dev-system-template")["tagSpecifications"]).toMatchObject([
      { resourceType: "instance", tags },
      { resourceType: "volume", tags },
    ]);
    expect(inputsOf("dev-karpenter-class-general")["spec"]).toMatchObject({ tags });
  });
});
