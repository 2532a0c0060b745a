import { describe, expect, test } from "vitest";
import { recordPlatform } from "./record-platform.ts";
import { named } from "./record-network.ts";

const ADD_ONS = [
  "alloy",
  "cert-manager",
  "loki",
  "opentelemetry",
  "prometheus-operator-crds",
  "tempo",
] as const;
const all = await recordPlatform({ addOns: ADD_ONS, replicas: 3 });
const of = (addOn: string): readonly string[] =>
  all.resources
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`dev-${addOn}-`))
    .map((name) => name.slice(`dev-${addOn}-`.length));

describe("what each of them registers", () => {
  test.each([
    ["loki", ["namespace", "default-deny", "allow", "release", "rules"]],
    ["alloy", ["namespace", "default-deny", "allow", "release", "rules"]],
    ["tempo", ["namespace", "default-deny", "allow", "release", "rules"]],
    [
      "opentelemetry",
      [
        "namespace",
        "default-deny",
        "allow",
        "allow-opentelemetry-operator",
        "allow-opentelemetry-collector",
        "release",
        "gateway",
        "instrumentation",
        "rules",
      ],
    ],
  ])("%s", (addOn, roles) => {
    expect([...of(addOn)].sort()).toEqual([...roles].sort());
  });
});

test("only who keeps objects has rights in the cloud, each below its own prefix", () => {
  const kept = all.grants
    .filter(({ account }) => !account.startsWith("cert-manager/"))
    .map(({ account, permissions }) => [
      account,
      permissions.find(({ sid }) => sid === "KeepOwnObjects")?.resources,
    ]);
  expect(kept).toEqual([
    ["loki/loki", ["arn:aws:s3:::atoll-lagoon-eu-central-logs-123456789012/dev-loki/*"]],
    ["tempo/tempo", ["arn:aws:s3:::atoll-lagoon-eu-central-logs-123456789012/dev-tempo/*"]],
  ]);
});

test("the collector comes after Loki, and the gateway after the operator, which comes after Tempo", () => {
  const after = (name: string): readonly string[] =>
    named(all.resources, name).dependencies.map((urn) => urn.split("::").at(-1) ?? "");
  expect(after("dev-alloy-release")).toContain("dev-loki-release");
  expect(after("dev-opentelemetry-release")).toEqual(
    expect.arrayContaining(["dev-tempo-release", "dev-cert-manager-release"]),
  );
  expect(after("dev-opentelemetry-gateway")).toEqual(["dev-opentelemetry-release"]);
});

test("a region without a bucket for logs is a fault before anything is registered", async () => {
  await expect(recordPlatform({ addOns: ["loki"], stores: {} })).rejects.toThrow(
    "dev addOns.loki: expected a bucket for logs in eu-central, in which loki keeps its objects; say buckets.logs in regions/eu-central.yaml, or addOns.loki.storage: volume, or switch loki and what requires it off",
  );
});

test("nor does one that needs rights start in a cluster that gives none", async () => {
  await expect(recordPlatform({ addOns: ["tempo"] }, { identity: "none" })).rejects.toThrow(
    "dev addOns.tempo: expected a cluster whose pods can have rights in the cloud, which tempo needs",
  );
});
