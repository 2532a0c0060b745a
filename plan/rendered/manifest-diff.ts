import { manifestObjects } from "./manifest-objects.ts";
import { diffObjects, type ObjectsDiff } from "./objects-diff.ts";

/** What two versions of a release render: documents of YAML. */
export interface ManifestSides {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The second one once more, to find what is made up. @default - nobody has rendered it again */
  readonly again?: readonly string[];
  /** Of the release. */
  readonly namespace: string;
}

/**
 * Compares two versions of a release. Documents that are the same, letter by letter, are not read: kinds are megabytes
 * of YAML.
 *
 * @throws Error where a document is not YAML.
 */
export function diffManifests({ before, after, again = after, namespace }: ManifestSides): ObjectsDiff {
  const [was, is] = [new Set(before), new Set(after)];
  const objects = (documents: readonly string[], known: ReadonlySet<string>) =>
    manifestObjects(documents.filter((one) => !known.has(one)).join("\n---\n"), namespace);
  const found = diffObjects(objects(before, is), objects(after, was), objects(again, is));
  const same = [...was].filter((document) => is.has(document) && /^kind:/m.test(document)).length;
  return { ...found, unchanged: found.unchanged + same };
}
