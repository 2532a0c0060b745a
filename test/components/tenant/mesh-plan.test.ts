import { describe, expect, test } from "vitest";
import { slicePlan } from "../../../components/tenant/slice-plan.ts";
import { FACTS, sampleSlice } from "./sample-slices.ts";

const LABEL = "istio.io/dataplane-mode";

describe("a slice in a cluster with a mesh", () => {
  const plan = slicePlan(sampleSlice({ mesh: true }), FACTS);

  test("is in the mesh with all its pods", () => {
    expect(plan.namespace.labels).toMatchObject({ [LABEL]: "ambient" });
  });

  test("is spoken with there by those whom its network policies let in, and by nobody else", () => {
    const named = plan.policies
      .flatMap(({ spec }) => spec.ingress ?? [])
      .flatMap(({ from }) => from)
      .flatMap((peer) => Object.values(peer.namespaceSelector?.matchLabels ?? {}));
    expect(plan.mesh?.rules).toEqual([
      { from: [{ source: { namespaces: [plan.namespace.name, ...named] } }] },
    ]);
    expect(named).toHaveLength(2);
  });
});

test("a slice in a cluster without one has no word of it", () => {
  const plan = slicePlan(sampleSlice(), FACTS);
  expect(plan.namespace.labels).not.toHaveProperty(LABEL);
  expect(plan).not.toHaveProperty("mesh");
});
