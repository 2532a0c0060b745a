import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveFiles, packedChart } from "../../cli/catalog/archive.ts";
import { InputError } from "../../fleet/check.ts";
import { Cache } from "../../cli/catalog/cache.ts";
import { sha256 } from "../../cli/catalog/digest.ts";
import { recordDigests } from "../../cli/catalog/digests-file.ts";
import { pullCharts, type PullRequest, type PullResult } from "../../cli/catalog/pull.ts";
import { catalogTable } from "../../cli/catalog/catalog-table.ts";
import type { Chart } from "../../fleet/charts/chart.ts";
import { CHART_NAMES } from "../../fleet/charts/charts.ts";
import { madeUpArchive, madeUpChart, MANIFESTS, serveCharts } from "./catalog-server.ts";

const archive = await madeUpArchive();
let folder = "";
let server: Awaited<ReturnType<typeof serveCharts>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "catalog-test-"));
  server = await serveCharts(archive);
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const inFolder = () => readdirSync(folder).sort();

/** Pulls `lagoon`, and returns what was said. */
async function pulled(
  origin: Chart["origin"],
  digest: string | undefined,
  changes: Partial<PullRequest> = {},
) {
  const said: string[] = [];
  const { recorded, faults } = await pullCharts({
    charts: { lagoon: madeUpChart(origin) },
    digests: { lagoon: digest },
    names: ["lagoon"],
    cache: new Cache(folder),
    report: (line) => said.push(line),
    download: { pauseMilliseconds: 1 },
    ...changes,
  });
  return { said, recorded, faults };
}

const failure = async (run: Promise<PullResult>): Promise<string> => {
  try {
    const { faults } = await run;
    if (faults.length > 0) throw new InputError(faults);
  } catch (error) {
    return (error as Error).message.replaceAll(server.url.replace("http://", ""), "HOST");
  }
  return "nothing";
};

const https = () => ({ kind: "https" as const, repository: server.url });
const oci = () => ({
  kind: "oci" as const,
  repository: `${server.url.replace("http", "oci")}/charts/lagoon`,
});

test("a chart of an index comes into the cache, and the second time it is there", async () => {
  const first = await pulled(https(), sha256(archive));
  expect(first.said).toEqual(["lagoon 1.2.3: pulled (1 KiB)"]);
  expect(sha256(readFileSync(join(folder, "lagoon-1.2.3.tgz")))).toBe(sha256(archive));
  const asked = server.asked.length;
  const second = await pulled(https(), sha256(archive));
  expect(second.said).toEqual(["lagoon 1.2.3: in the cache"]);
  expect(server.asked).toHaveLength(asked);
});

test("a chart of a registry is asked for by the digest of its manifest, with a token for anybody", async () => {
  const { said } = await pulled(oci(), server.manifestDigest);
  expect(said).toEqual(["lagoon 1.2.3: pulled (1 KiB)"]);
  expect(server.asked[0]).toBe(`/v2/charts/lagoon/manifests/${server.manifestDigest}`);
  expect(sha256(readFileSync(join(folder, "lagoon-1.2.3.tgz")))).toBe(sha256(archive));
});

test("a chart of an index comes from a mirror that is a registry, and is held to the digest of its archive", async () => {
  const mirror = `${server.url.replace("http", "oci")}/charts`;
  const elsewhere = { kind: "https" as const, repository: "https://charts.invalid" };
  expect((await pulled(elsewhere, sha256(archive), { mirror })).said).toEqual([
    "lagoon 1.2.3: pulled (1 KiB)",
  ]);
  rmSync(join(folder, "lagoon-1.2.3.tgz"));
  expect(await failure(pulled(elsewhere, `sha256:${"0".repeat(64)}`, { mirror }))).toBe(
    `lagoon: expected the digest sha256:${"0".repeat(64)}, got ${sha256(archive)}; it was changed after it was pinned; nothing of it was kept`,
  );
});

test("a chart of a registry does not come from a mirror that is an index", async () => {
  expect(await failure(pulled(oci(), server.manifestDigest, { mirror: server.url }))).toBe(
    "http://HOST lagoon: expected a mirror that is a registry; lagoon is published in one and pinned by its manifest there; copy it with its manifest",
  );
});

test("a chart that is not what was pinned is refused, and nothing of it is kept", async () => {
  const wrong = `sha256:${"1".repeat(64)}`;
  expect(await failure(pulled(https(), wrong))).toBe(
    `lagoon: expected the digest ${wrong}, got ${sha256(archive)}; it was changed after it was pinned; nothing of it was kept`,
  );
  expect(inFolder()).toEqual([]);
});

test("a chart that nobody has pinned is refused, and with --record its digest is written down", async () => {
  expect(await failure(pulled(https(), undefined))).toBe(
    "fleet/chart-digests.json lagoon: expected the digest of the chart, got none; run atoll catalog pull lagoon --record once, and have the digest reviewed",
  );
  expect(inFolder()).toEqual([]);
  const { recorded } = await pulled(https(), undefined, { record: true });
  expect(recorded).toEqual({ lagoon: sha256(archive) });
  const file = join(folder, "digests.json");
  writeFileSync(file, JSON.stringify({ zebra: `sha256:${"2".repeat(64)}` }));
  recordDigests(file, { ...recorded, zebra: `sha256:${"3".repeat(64)}` });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    lagoon: sha256(archive),
    zebra: `sha256:${"2".repeat(64)}`,
  });
});

test("a server that fails for a moment is asked again, one that has nothing is not", async () => {
  await server.close();
  server = await serveCharts(archive, { "/index.yaml": 2 });
  expect((await pulled(https(), sha256(archive))).said).toEqual(["lagoon 1.2.3: pulled (1 KiB)"]);
  expect(server.asked.slice(0, 3)).toEqual(["/index.yaml", "/index.yaml", "/index.yaml"]);
  const gone = { kind: "manifests" as const, url: `${server.url}/gone.yaml` };
  expect(await failure(pulled(gone, sha256(new Uint8Array())))).toBe(
    "http://HOST/gone.yaml: expected an answer, got status 404; is a mirror or a proxy needed?",
  );
  expect(server.asked.filter((path) => path === "/gone.yaml")).toHaveLength(1);
});

test("plain manifests are packed byte for byte alike, their kinds kept and their texts no templates", async () => {
  const origin = { kind: "manifests" as const, url: `${server.url}/boats.yaml` };
  const pinned = sha256(Buffer.from(MANIFESTS));
  expect((await pulled(origin, pinned)).said).toEqual(["lagoon 1.2.3: pulled, packed (1 KiB)"]);
  const path = join(folder, "lagoon-1.2.3.tgz");
  const first = readFileSync(path);
  rmSync(path);
  await pulled(origin, pinned);
  expect(sha256(readFileSync(path))).toBe(sha256(first));
  const files = await archiveFiles(first, () => true);
  expect([...files.keys()].sort()).toEqual([
    "lagoon/Chart.yaml",
    "lagoon/manifests/configmap-harbour.yaml",
    "lagoon/manifests/customresourcedefinition-boats.lagoon.cloud.yaml",
    "lagoon/templates/manifests.yaml",
    "lagoon/values.yaml",
  ]);
  const definition = files.get("lagoon/manifests/customresourcedefinition-boats.lagoon.cloud.yaml");
  expect(definition).toContain("helm.sh/resource-policy: keep");
  expect(definition).toContain("{{ .Values }}");
  expect(files.get("lagoon/templates/manifests.yaml")).not.toContain("boats");
});

test("manifests that upstream has in several files are pinned and packed together, as a mirror keeps them in one", async () => {
  const origin = {
    kind: "manifests" as const,
    url: `${server.url}/boats.yaml`,
    further: [`${server.url}/boats.yaml`],
  };
  const joined = Buffer.from(`${MANIFESTS}\n---\n${MANIFESTS}`);
  expect((await pulled(origin, sha256(joined))).said).toEqual(["lagoon 1.2.3: pulled, packed (1 KiB)"]);
  expect(await failure(pulled(origin, sha256(Buffer.from(MANIFESTS)), { names: ["lagoon"] }))).toContain(
    "digest",
  );
});

test("an archive in the cache that was changed is brought again", async () => {
  await pulled(https(), sha256(archive));
  writeFileSync(join(folder, "lagoon-1.2.3.tgz"), "something else");
  expect((await pulled(https(), sha256(archive))).said).toEqual(["lagoon 1.2.3: pulled (1 KiB)"]);
});

test("an archive that is not the chart it is named after is refused", async () => {
  const other = await packedChart({ ...madeUpChart(https()), version: "9.9.9" }, new Map());
  await server.close();
  server = await serveCharts(other);
  expect(await failure(pulled(https(), sha256(other)))).toBe(
    "lagoon/Chart.yaml: expected lagoon 1.2.3, got lagoon 9.9.9",
  );
  expect(inFolder()).toEqual([]);
});

test("an index that lacks the version is a fault that names it", async () => {
  const charts = { lagoon: { ...madeUpChart(https()), version: "9.9.9" } };
  expect(await failure(pulled(https(), sha256(archive), { charts }))).toBe(
    "http://HOST/: expected an index that has lagoon 9.9.9",
  );
});

test("a name that the catalog lacks is a fault that lists what there is, and which was meant", async () => {
  expect(await failure(pulled(https(), undefined, { names: ["lagoom"] }))).toBe(
    "atoll catalog pull lagoom: expected a chart of the catalog: lagoon; did you mean lagoon",
  );
});

test("the list has a line for each chart", () => {
  const lines = catalogTable().split("\n");
  for (const name of CHART_NAMES) expect(lines.some((line) => line.includes(`│ ${name} `))).toBe(true);
});

test("the digest of a chart is written down though another one fails", async () => {
  const gone = { kind: "manifests" as const, url: `${server.url}/gone.yaml` };
  const { recorded, faults } = await pulled(https(), undefined, {
    charts: { lagoon: madeUpChart(https()), other: madeUpChart(gone) },
    digests: {},
    names: ["other", "lagoon"],
    record: true,
  });
  expect(recorded).toEqual({ lagoon: sha256(archive) });
  expect(faults).toHaveLength(1);
});
