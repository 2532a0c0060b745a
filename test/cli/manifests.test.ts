import { parseDocument } from "yaml";
import { expect, test } from "vitest";
import { packedManifests } from "../../cli/catalog/manifests.ts";

const definition = (group: string, plural: string, annotations = "") => `kind: CustomResourceDefinition
metadata: { name: ${plural}.${group}, annotations: {${annotations}} }
spec: { group: ${group} }
`;

const TEXTS = [
  `${definition("lagoon.cloud", "boats")}---\n${definition("lagoon.cloud", "docks", "a: b")}`,
  definition("lagoon.cloud", "piers", "helm.sh/resource-policy: delete"),
  definition("other.cloud", "boats"),
  "kind: CustomResourceDefinition\nmetadata:\n  name: bare.lagoon.cloud\nspec:\n  group: lagoon.cloud\n",
];

const annotationsOf = (text: string): unknown => parseDocument(text).getIn(["metadata", "annotations"], true);

test("every packed definition stays when its release goes, whatever it said before", () => {
  const packed = packedManifests(TEXTS, ["lagoon.cloud"]);
  expect([...packed.keys()]).toEqual(
    ["bare", "boats", "docks", "piers"].map((name) => `customresourcedefinition-${name}.lagoon.cloud.yaml`),
  );
  for (const text of packed.values())
    expect(JSON.parse(JSON.stringify(annotationsOf(text)))).toMatchObject({
      "helm.sh/resource-policy": "keep",
    });
  expect(packed.get("customresourcedefinition-docks.lagoon.cloud.yaml")).toContain("a: b");
});

test("of a chart's folder of kinds nothing but kinds is packed: there also lies what only other tools read", () => {
  const kustomization =
    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [crds.yaml]\n";
  const packed = packedManifests([...TEXTS, kustomization], ["other.cloud"]);
  expect([...packed.keys()]).toEqual(["customresourcedefinition-boats.other.cloud.yaml"]);
});
