import { describe, expect, test } from "vitest";
import { definition, diffOf } from "./sample-objects.ts";

const workload = (kind: string, apiVersion: string, spec: string, annotations = "{}"): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a, annotations: ${annotations} }\nspec: ${spec}\n`;

const dangers = (before: string, after?: string): readonly string[] =>
  diffOf([before], after === undefined ? [] : [after]).dangers;

describe("a field that Kubernetes refuses to change is told", () => {
  test.each([
    ["Deployment", "apps/v1", "{ selector: { matchLabels: { app: 1 } } }", "spec.selector.matchLabels.app"],
    [
      "StatefulSet",
      "apps/v1",
      "{ volumeClaimTemplates: [{ metadata: { name: data }, spec: { storage: 1 } }] }",
      "spec.volumeClaimTemplates[0].spec.storage",
    ],
    ["Job", "batch/v1", "{ template: { spec: { image: 1 } } }", "spec.template.spec.image"],
  ])("of a %s", (kind, apiVersion, spec, path) => {
    const [before, after] = ["1", "2"].map((value) =>
      workload(kind, apiVersion, spec.replaceAll("1 }", `${value} }`)),
    );
    expect(dangers(before!, after)).toEqual([
      `${apiVersion} ${kind} a: Kubernetes refuses another ${path}; the upgrade fails until the object is deleted`,
    ]);
  });

  test("but not of a hook, which is made anew, or of a claim that grows", () => {
    const hook = (value: number): string =>
      workload("Job", "batch/v1", `{ template: { image: ${value} } }`, "{ helm.sh/hook: pre-upgrade }");
    expect(dangers(hook(1), hook(2))).toEqual([]);
    const claim = (value: string): string =>
      workload("PersistentVolumeClaim", "v1", `{ resources: { requests: { storage: ${value} } } }`);
    expect(dangers(claim("1Gi"), claim("2Gi"))).toEqual([]);
  });
});

describe("kinds", () => {
  const crd = "apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud";

  test("that go take every object along, unless Helm keeps them", () => {
    expect(dangers(definition({ v1: true }))).toEqual([`${crd} goes, and with it every object of its kind`]);
    const kept = definition({ v1: true }, "{ helm.sh/resource-policy: keep }");
    expect(diffOf([kept], [])).toMatchObject({ dangers: [], removed: [`${crd} (which Helm keeps)`] });
  });

  test("that drop a version, or serve it no more, are told", () => {
    const refused = "what is written in it is refused from then on";
    expect(dangers(definition({ v1alpha1: true, v1: true }), definition({ v1: true }))).toEqual([
      `${crd} drops version v1alpha1: ${refused}`,
    ]);
    expect(
      dangers(definition({ v1beta1: true, v1: true }), definition({ v1beta1: false, v1: true })),
    ).toEqual([`${crd} serves no more version v1beta1: ${refused}`]);
    expect(dangers(definition({ v1: true }), definition({ v1: true, v2: true }))).toEqual([]);
    expect(dangers(definition({ v1alpha1: false, v1: true }), definition({ v1: true }))).toEqual([]);
  });
});

test("a namespace or a claim that goes takes along what it holds", () => {
  expect(dangers("apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n")).toEqual([
    "v1 Namespace a goes, with all that it holds",
  ]);
  expect(dangers(workload("PersistentVolumeClaim", "v1", "{}"))).toEqual([
    "v1 PersistentVolumeClaim a goes, with all that it holds",
  ]);
  expect(dangers(workload("PersistentVolumeClaim", "v1", "{}", "{ helm.sh/resource-policy: keep }"))).toEqual(
    [],
  );
});
