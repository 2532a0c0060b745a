import { expect, test } from "vitest";
import { planFromPreview } from "../../plan/preview.ts";

test("a secret that the engine hides in a preview is one of the plan", () => {
  const inputs = { kubeconfig: "[secret]", context: ["[secret]", "west"], note: "a [secret]" };
  const state = {
    urn: "urn:pulumi:west::atoll::pulumi:providers:kubernetes::west-kubernetes",
    type: "pulumi:providers:kubernetes",
    custom: true,
    inputs,
  };
  const { resources } = planFromPreview("west", { steps: [{ op: "create", newState: state }] });
  expect(resources[0]?.inputs).toEqual({
    kubeconfig: "<secret>",
    context: ["<secret>", "west"],
    note: "a [secret]",
  });
});
