import { manifestObjects, type RenderedObjects } from "../../../plan/rendered/manifest-objects.ts";
import { diffObjects, type ObjectsDiff } from "../../../plan/rendered/objects-diff.ts";

/** Objects as a chart renders them, into the namespace `harbour`. */
export const objects = (...documents: readonly string[]): RenderedObjects =>
  manifestObjects(documents.join("\n---\n"), "harbour");

export const diffOf = (before: readonly string[], after: readonly string[]): ObjectsDiff =>
  diffObjects(objects(...before), objects(...after));

export const configMap = (name: string, value: string, namespace = ""): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}${namespace === "" ? "" : `, namespace: ${namespace}`} }
data: { value: "${value}" }
`;

export const definition = (versions: Readonly<Record<string, boolean>>, annotations = "{}"): string =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: boats.lagoon.cloud, annotations: ${annotations} }
spec:
  versions:
${Object.entries(versions)
  .map(([name, served]) => `    - { name: ${name}, served: ${served} }`)
  .join("\n")}
`;
