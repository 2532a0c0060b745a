import { describe, expect, test } from "vitest";
import { diffObjects, mayBeMadeUp } from "../../../plan/rendered/objects-diff.ts";
import { configMap, diffOf, objects } from "./sample-objects.ts";

const nothing = { added: [], removed: [], changed: [], unchanged: 0, dangers: [], noise: 0, madeUp: 0 };

describe("objects that a chart renders", () => {
  test("come, go, change and stay", () => {
    const before = [configMap("goes", "1"), configMap("stays", "1"), configMap("changes", "1")];
    const after = [configMap("changes", "2"), configMap("comes", "1", "lagoon"), configMap("stays", "1")];
    expect(diffOf(before, after)).toEqual({
      ...nothing,
      added: ["v1 ConfigMap lagoon/comes"],
      removed: ["v1 ConfigMap goes"],
      changed: [{ title: "v1 ConfigMap changes", leaves: [{ path: "data.value", before: "1", after: "2" }] }],
      unchanged: 1,
    });
  });

  test("are the same where one side names the namespace of the release and the other leaves it out", () => {
    expect(diffOf([configMap("a", "1")], [configMap("a", "2", "harbour")]).changed).toEqual([
      {
        title: "v1 ConfigMap a",
        leaves: [
          { path: "data.value", before: "1", after: "2" },
          { path: "metadata.namespace", after: "harbour" },
        ],
      },
    ]);
  });

  test("are the same in another version of their group", () => {
    const budget = (version: string): string =>
      `apiVersion: policy/${version}\nkind: PodDisruptionBudget\nmetadata: { name: a }\n`;
    expect(diffOf([budget("v1beta1")], [budget("v1")]).changed).toEqual([
      {
        title: "policy/v1 PodDisruptionBudget a",
        leaves: [{ path: "apiVersion", before: "policy/v1beta1", after: "policy/v1" }],
      },
    ]);
  });

  test("stand in lists, too, and twice", () => {
    const list =
      "apiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: Service, metadata: { name: a } }\n";
    expect([...objects(list, configMap("a", "1"), configMap("a", "2"), "# nothing\n").keys()]).toEqual(
      ["/Service/harbour/a", "/ConfigMap/harbour/a", "/ConfigMap/harbour/a#2"].map((key) =>
        key.replace("/harbour/", "//"),
      ),
    );
  });

  test("are refused where the text is not YAML", () => {
    expect(() => objects("a: [")).toThrow("Flow sequence in block collection must be sufficiently indented");
  });
});

describe("what means nothing is left out", () => {
  const labelled = (kind: string, version: string, at: "metadata" | "spec"): string => {
    const labels = `{ helm.sh/chart: boat-${version}, app.kubernetes.io/version: ${version}, app: boat }`;
    const annotations = `{ checksum/config: "${version}" }`;
    const metadata =
      at === "metadata" ? `{ name: a, labels: ${labels}, annotations: ${annotations} }` : "{ name: a }";
    const template = `{ metadata: { labels: ${labels} } }`;
    const spec = at === "spec" ? `spec: { template: ${template} }` : "";
    return `apiVersion: ${kind === "Job" ? "batch" : "apps"}/v1\nkind: ${kind}\nmetadata: ${metadata}\n${spec}\n`;
  };

  test("labels with the chart's version, and checksums", () => {
    expect(
      diffOf([labelled("Deployment", "1.0.0", "metadata")], [labelled("Deployment", "2.0.0", "metadata")]),
    ).toEqual({
      ...nothing,
      unchanged: 1,
      noise: 3,
    });
  });

  test("but not where Kubernetes refuses to change them", () => {
    const { changed, dangers } = diffOf(
      [labelled("Job", "1.0.0", "spec")],
      [labelled("Job", "2.0.0", "spec")],
    );
    expect(changed[0]?.leaves.map(({ path }) => path)).toEqual([
      'spec.template.metadata.labels["app.kubernetes.io/version"]',
      'spec.template.metadata.labels["helm.sh/chart"]',
    ]);
    expect(dangers).toHaveLength(1);
  });

  const secret = (value: string): string => `apiVersion: v1
kind: Secret
metadata: { name: a }
stringData:
  token: "${value}"
  config.yaml: |
    receivers:
      - name: canary-${value}
        url: https://canary/${value}
`;

  test("values that the chart makes up each time", () => {
    const [before, after, again] = ["1", "2", "3"].map((value) => objects(secret(value)));
    expect(mayBeMadeUp(diffObjects(before!, after!))).toBe(true);
    expect(diffObjects(before!, after!, again)).toEqual({ ...nothing, unchanged: 1, madeUp: 2 });
  });

  test("and all of a Secret but the names of what changed", () => {
    const found = diffOf([secret("1")], [secret("2")]);
    expect(found.changed[0]?.leaves).toEqual([
      { path: "stringData.token", before: "<secret>", after: "<secret>" },
      { path: 'stringData["config.yaml"]', before: "<secret>", after: "<secret>" },
    ]);
    expect(JSON.stringify([found, diffOf([secret("1")], []), diffOf([], [secret("1")])])).not.toContain(
      "canary",
    );
  });
});
