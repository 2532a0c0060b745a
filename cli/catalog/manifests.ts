import { isMap, parseAllDocuments } from "yaml";
import { KEPT_BY_HELM } from "../../fleet/charts/platform-vocabulary.ts";

/**
 * Objects of manifest texts, one file each; with `groups` nothing but definitions of kinds of these API groups.
 * Definitions are kept for ever: with a definition all objects of its kind would go.
 */
export function packedManifests(
  texts: readonly string[],
  groups?: readonly string[],
): ReadonlyMap<string, string> {
  const documents = texts.flatMap((text) => [...parseAllDocuments(text)]);
  const files = documents.flatMap((document): [string, string][] => {
    if (!("getIn" in document) || !isMap(document.contents)) return [];
    const kind = String(document.get("kind"));
    const isDefinition = kind === "CustomResourceDefinition";
    const isWanted = isDefinition && groups?.includes(String(document.getIn(["spec", "group"]))) === true;
    if (groups !== undefined && !isWanted) return [];
    if (isDefinition)
      for (const [key, value] of Object.entries(KEPT_BY_HELM))
        document.setIn(["metadata", "annotations", key], value);
    const name = `${kind}-${String(document.getIn(["metadata", "name"]))}.yaml`.toLowerCase();
    return [[name, document.toString({ lineWidth: 0, directives: false })]];
  });
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}
