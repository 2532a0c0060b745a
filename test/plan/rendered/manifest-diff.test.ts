import fc from "fast-check";
import { expect, test } from "vitest";
import { diffManifests } from "../../../plan/rendered/manifest-diff.ts";
import { manifestDocuments, manifestObjects } from "../../../plan/rendered/manifest-objects.ts";
import { diffObjects } from "../../../plan/rendered/objects-diff.ts";
import { configMap } from "./sample-objects.ts";

test("documents are parted where helm parts them, and empty ones are none", () => {
  const text = `---\n# Source: a.yaml\n${configMap("a", "---")}---\n\n---\n# nothing\n`;
  expect(manifestDocuments(text)).toEqual([`\n# Source: a.yaml\n${configMap("a", "---")}`, "\n# nothing\n"]);
});

const values = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1", "2"));
const documents = values.map((map) => Object.entries(map).map(([name, value]) => configMap(name, value)));

test("what is the same letter by letter need not be read", () => {
  fc.assert(
    fc.property(documents, documents, documents, (before, after, again) => {
      const [was, is, other] = [before, after, again].map((one) =>
        manifestObjects(one.join("---\n"), "harbour"),
      );
      expect(diffManifests({ before, after, again, namespace: "harbour" })).toEqual(
        diffObjects(was!, is!, other),
      );
    }),
  );
});

test("a document that is not read may be no YAML at all, any other is refused", () => {
  const broken = "kind: [";
  const sides = { before: [broken], after: [broken], namespace: "harbour" };
  expect(diffManifests(sides)).toMatchObject({ unchanged: 1 });
  expect(() => diffManifests({ ...sides, after: [] })).toThrow("Flow sequence");
});
