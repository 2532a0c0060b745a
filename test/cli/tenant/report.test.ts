import { expect, test } from "vitest";
import { objectsIn, reportLines } from "../../../cli/tenant/report.ts";
import { faultsOf } from "../../fleet/written-inventory.ts";

const DEPLOYMENT = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "shop" },
  spec: { replicas: 3, template: { metadata: { labels: { app: "shop" } } } },
};
const LACKS = [
  "Deployment/shop has no disruption budget: all of its pods may go at once",
  "Deployment/shop does not spread its pods over topology.kubernetes.io/zone",
  "Deployment/shop does not spread its pods over kubernetes.io/hostname",
];

test("what kubectl lists and what tools render are read alike", () => {
  expect(reportLines(JSON.stringify({ kind: "List", items: [DEPLOYMENT] }))).toEqual(LACKS);
  expect(reportLines(`---\n---\n${JSON.stringify(DEPLOYMENT)}\n---\nkind: nothing\n`)).toEqual(LACKS);
  expect(objectsIn(JSON.stringify(DEPLOYMENT))).toHaveLength(1);
});

test.each([
  ["", "got none"],
  ["just text", "got none"],
  ["{", "expected objects as JSON or YAML"],
  [JSON.stringify({ kind: "List", items: [] }), "got none"],
])("%j holds no object, which is no sign that all is well", (text, said) => {
  expect(faultsOf(() => objectsIn(text)).join()).toContain(said);
});

test("a name that a terminal would obey is shown as its code", () => {
  const metadata = { name: "a\u001B[2Jb\nforged", namespace: "x" };
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas: 3 } };
  const lines = reportLines(JSON.stringify(deployment));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join("")).not.toMatch(/\p{Cc}/u);
  expect(lines[0]).toContain("a\\u{1b}[2Jb forged");
});
