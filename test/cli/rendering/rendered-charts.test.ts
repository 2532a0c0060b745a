import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Cache } from "../../../cli/catalog/cache.ts";
import { sha256 } from "../../../cli/catalog/digest.ts";
import { helmOnPath } from "../../../cli/rendering/helm-on-path.ts";
import { inLanes } from "../../../cli/rendering/lanes.ts";
import { archiveOf, renderedCharts, type RenderOptions } from "../../../cli/rendering/rendered-charts.ts";
import type { ReleaseChange } from "../../../plan/rendered/release-change.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rendering-test-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const change = (stack = "dev", values = {}): ReleaseChange => ({
  ...{ stack, name: "boat", namespace: "harbour", includeCrds: true, apiVersions: ["a.b/v1", "a.b/v1/C"] },
  before: { chart: "boat", version: "1.0.0", values },
  after: { chart: "oci://lagoon.cloud/charts/boat", version: "1.1.0", values },
});

/** Archives that nobody reads, for the helm of these tests is a script. */
function put(...versions: readonly string[]): void {
  for (const version of versions) writeFileSync(join(folder, `boat-${version}.tgz`), version);
}

/** A program in the place of helm, which writes down how it was called and what it was given. */
function helm(script: string): string {
  const path = join(folder, "helm");
  const log = join(folder, "calls");
  writeFileSync(path, `#!/bin/sh\n{ echo "$@"; cat; echo; } >> ${log}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const calls = (): readonly string[] => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

const rendered = (changes: readonly ReleaseChange[], options: Partial<RenderOptions> = {}) =>
  renderedCharts(changes, {
    ...{ cache: new Cache(folder), folder: ".catalog", minors: new Map([["dev", "1.35"]]), revision: "main" },
    ...options,
  });

const why = async (options: Partial<RenderOptions> = {}): Promise<unknown> => {
  const [one] = await rendered([change()], options);
  return one?.rendering.kind === "not rendered" ? one.rendering.why : one;
};

const NONE = "helm is not on PATH (https://helm.sh/docs/intro/install)";
const pull = "atoll catalog pull boat";

describe("nothing is rendered, and what to do is said", () => {
  test("when archives are missing, each with the command that brings it", async () => {
    const found = { helm: helm("exit 1") };
    expect(await why(found)).toBe(
      `boat-1.0.0.tgz and boat-1.1.0.tgz are not in .catalog: run ${pull} --revision main and ${pull}`,
    );
    put("1.1.0");
    expect(await why(found)).toBe(`boat-1.0.0.tgz is not in .catalog: run ${pull} --revision main`);
    expect(await why()).toBe(`boat-1.0.0.tgz is not in .catalog: run ${pull} --revision main; ${NONE}`);
    rmSync(join(folder, "boat-1.1.0.tgz"));
    put("1.0.0");
    expect(await why(found)).toBe(`boat-1.1.0.tgz is not in .catalog: run ${pull}`);
  });

  test("when an archive is not what was pulled", async () => {
    put("1.0.0", "1.1.0");
    writeFileSync(
      join(folder, "boat-1.0.0.tgz.from"),
      `sha256:of-the-source\n${sha256(Buffer.from("other"))}\n`,
    );
    expect(await why({ helm: helm("exit 0") })).toBe(
      `boat-1.0.0.tgz is not in .catalog: run ${pull} --revision main`,
    );
  });

  test("when there is no helm", async () => {
    put("1.0.0", "1.1.0");
    expect(await why()).toBe(NONE);
  });

  test("when helm refuses, in its own words", async () => {
    put("1.0.0", "1.1.0");
    const script = 'echo "level=WARN msg=old" >&2; echo "Error: values: a.b is no number" >&2; exit 1';
    expect(await why({ helm: helm(script) })).toBe("values: a.b is no number");
    expect(await why({ helm: helm("exit 1") })).toBe("helm failed");
  });

  test("when helm prints what is no YAML", async () => {
    put("1.0.0", "1.1.0");
    expect(await why({ helm: helm('echo "a: [ # $3"') })).toMatch(/^helm printed no YAML: Flow sequence /);
  });
});

describe("helm is asked", () => {
  const object = 'echo "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }"';

  test("for both sides, with all that the plan and the inventory know", async () => {
    put("1.0.0", "1.1.0");
    await rendered([change("dev", { a: 1 })], { helm: helm(object) });
    const call = (version: string): readonly string[] => [
      `template boat ${folder}/boat-${version}.tgz --namespace harbour --values - --is-upgrade --skip-tests --include-crds --kube-version 1.35 --api-versions a.b/v1,a.b/v1/C`,
      '{"a":1}',
    ];
    expect(calls()).toEqual([...call("1.0.0"), ...call("1.1.0")]);
  });

  test("once for clusters whose values and minor are the same", async () => {
    put("1.0.0", "1.1.0");
    const minors = new Map(["a", "b", "c", "d"].map((stack) => [stack, stack === "d" ? "1.34" : "1.35"]));
    const changes = [change("a"), change("b"), change("c", { x: 1 }), change("d")];
    const found = await rendered(changes, { helm: helm(object), minors });
    expect(found.map(({ rendering }) => rendering.kind)).toEqual(Array(4).fill("rendered"));
    expect(
      calls()
        .join("\n")
        .match(/template boat/g),
    ).toHaveLength(6);
  });
});

test("an archive has the same name, whatever way the program names the chart", () => {
  const names = ["boat", "oci://lagoon.cloud/charts/boat", "../.catalog/boat-1.0.0.tgz"];
  expect(names.map((chart) => archiveOf({ chart, version: "1.0.0", values: {} }))).toEqual(
    Array(3).fill("boat-1.0.0.tgz"),
  );
});

test("helm is looked for where a shell would, and a folder or a text of that name is none", () => {
  const [empty, wrong, right] = ["empty", "wrong", "right"].map((name) => join(folder, name));
  for (const one of [empty!, wrong!, right!]) mkdirSync(one);
  mkdirSync(join(empty!, "helm"));
  writeFileSync(join(wrong!, "helm"), "");
  writeFileSync(join(right!, "helm"), "", { mode: 0o755 });
  expect(helmOnPath(`${empty}:${wrong}:${right}`)).toBe(join(right!, "helm"));
  expect(helmOnPath(`${empty}:${wrong}`)).toBeUndefined();
  expect(helmOnPath("")).toBeUndefined();
});

test("so much is done at a time, and results stand in the order of the items", async () => {
  let [running, most] = [0, 0];
  const results = await inLanes([3, 1, 2, 0], 2, async (item) => {
    most = Math.max(most, (running += 1));
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });
  expect({ results, most }).toEqual({ results: [30, 10, 20, 0], most: 2 });
});
