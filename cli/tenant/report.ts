import { parseAllDocuments } from "yaml";
import { guardrailReport, type ReadObject } from "../../components/tenant/delivery/guardrail-report.ts";
import { InputError, visible } from "../../fleet/check.ts";

/** What nobody has named has nothing that can be said of it. */
function isObject(one: unknown): one is ReadObject {
  if (typeof one !== "object" || one === null || !("kind" in one) || !("metadata" in one)) return false;
  const { kind, metadata } = one;
  const hasName = typeof metadata === "object" && metadata !== null && "name" in metadata;
  return typeof kind === "string" && hasName && typeof metadata.name === "string";
}

/**
 * Objects out of what `kubectl get --output json`, `helm template` or `kubectl kustomize` print: one or many documents,
 * lists taken apart.
 *
 * @throws InputError for what is no YAML, and where there is no object
 */
export function objectsIn(text: string): readonly ReadObject[] {
  const documents = parseAllDocuments(text);
  const [error] = "empty" in documents ? [] : documents.flatMap((one) => one.errors);
  if (error !== undefined) throw refused("objects as JSON or YAML", error.message.split("\n")[0] ?? "");
  const read = "empty" in documents ? [] : documents.map((one): unknown => one.toJS());
  const objects = read.flatMap((one) => (isList(one) ? one.items : [one])).filter(isObject);
  if (objects.length === 0) throw refused("objects of Kubernetes on standard input", "none");
  return objects;
}

function isList(one: unknown): one is { readonly items: readonly unknown[] } {
  return typeof one === "object" && one !== null && "items" in one && Array.isArray(one.items);
}

function refused(expected: string, got: string): InputError {
  const hint = "such as: kubectl get deployments,statefulsets,pdb,hpa --namespace <namespace> --output json";
  return new InputError([{ file: "report", path: "", expected, got, hint }]);
}

/** What keeps workloads up and no single object shows; each finding is a line. */
export function reportLines(text: string): readonly string[] {
  return guardrailReport(objectsIn(text)).map(({ object, says }) => visible(`${object} ${says}`));
}
