import { parse } from "yaml";
import { z } from "zod";
import type { Chart } from "../../fleet/charts/chart.ts";
import { publishedAt } from "../../fleet/charts/chart-source.ts";
import { type Fault, InputError } from "../../fleet/check.ts";
import { didYouMean } from "../../fleet/read/issues.ts";
import { archiveFiles, packedChart } from "./archive.ts";
import type { Cache } from "./cache.ts";
import { fromIndex } from "./chart-index.ts";
import { mustBe, sha256 } from "./digest.ts";
import { download, type DownloadOptions } from "./download.ts";
import type { Fetched } from "./fetched.ts";
import { packedManifests } from "./manifests.ts";
import { fromRegistry } from "./registry.ts";

/** What of a chart decides where it comes from, and what must be in it. */
export type PulledChart = Pick<Chart, "chart" | "version" | "appVersion" | "origin">;

export interface PullRequest {
  /** Charts that may be asked for. */
  readonly charts: Readonly<Record<string, PulledChart>>;
  /** Digests that are pinned, by chart. */
  readonly digests: Readonly<Record<string, string | undefined>>;
  readonly names: readonly string[];
  readonly cache: Cache;
  /** Where charts come from. @default - each chart's own repository */
  readonly mirror?: string;
  /** Revision whose digests these are. @default - they are those of the work tree */
  readonly revision?: string;
  /** Trusts a chart that has no digest yet, once. @default false */
  readonly record?: boolean;
  /** Told of each chart when it is there. */
  readonly report: (line: string) => void;
  readonly download?: DownloadOptions;
}

/** What came of it: a chart that failed keeps nothing of the others from being written down. */
export interface PullResult {
  readonly recorded: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

/**
 * Brings charts into the cache, each only if it is what was pinned. One that fails does not keep the others from
 * coming. Returns the digests of charts that had none, and a fault for each chart that did not come.
 */
export async function pullCharts(request: PullRequest): Promise<PullResult> {
  const recorded: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const name of request.names) {
    try {
      const { how, digest } = await pullChart(name, request);
      request.report(`${name} ${chartOf(name, request).version}: ${how}`);
      const source = sourceOf(name, request);
      if (request.digests[source] === undefined) recorded[source] = digest;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  return { recorded, faults };
}

interface Pulled {
  readonly how: string;
  readonly digest: string;
}

/** A chart that is packed from another one is pinned by that one. */
function sourceOf(name: string, request: PullRequest): string {
  const { origin } = chartOf(name, request);
  return origin.kind === "crds-folder" ? origin.of : name;
}

function chartOf(name: string, { charts }: PullRequest): PulledChart {
  const chart = charts[name];
  if (chart !== undefined) return chart;
  const expected = `a chart of the catalog: ${Object.keys(charts).join(", ")}`;
  const hint = didYouMean(name, Object.keys(charts));
  const fault = { file: "atoll catalog pull", path: name, expected };
  throw new InputError([hint === undefined ? fault : { ...fault, hint }]);
}

async function pullChart(name: string, request: PullRequest): Promise<Pulled> {
  const chart = chartOf(name, request);
  const pinned = request.digests[sourceOf(name, request)];
  if (pinned === undefined && request.record !== true) throw new InputError([unpinned(name, request)]);
  if (pinned !== undefined && request.cache.has(chart, pinned))
    return { how: "in the cache", digest: pinned };
  const source = await fetched(name, request);
  if (pinned !== undefined && source.digest !== pinned) mustBe(pinned, source.bytes, name);
  const bytes = await archiveOf(chart, source.bytes);
  await mustHold(chart, bytes);
  request.cache.put(chart, source.digest, bytes);
  const packed = bytes === source.bytes ? "" : ", packed";
  const how = pinned === undefined ? `recorded as ${source.digest}` : "pulled";
  return { how: `${how}${packed} (${Math.ceil(bytes.length / 1024)} KiB)`, digest: source.digest };
}

function unpinned(name: string, { revision }: PullRequest): Fault {
  const file = "fleet/chart-digests.json";
  const fault = { path: name, expected: "the digest of the chart", got: "none" };
  if (revision === undefined) {
    const hint = `run atoll catalog pull ${name} --record once, and have the digest reviewed`;
    return { file, ...fault, hint };
  }
  const hint = "nobody recorded it there; an archive that you put into the folder yourself is rendered, too";
  return { file: `${revision}:${file}`, ...fault, hint };
}

async function fetched(name: string, request: PullRequest): Promise<Fetched> {
  const { chart, version, origin } = chartOf(name, request);
  const { mirror, digests, download: options = {} } = request;
  switch (origin.kind) {
    case "crds-folder":
      return fetched(origin.of, request);
    case "manifests": {
      // A registry holds charts only, so plain manifests come from a mirror behind HTTPS or from their publisher.
      const urls =
        mirror === undefined || mirror.startsWith("oci://")
          ? [origin.url, ...(origin.further ?? [])]
          : [`${mirror}/${chart}-${version}.yaml`];
      const bytes = await downloadAll(urls, options);
      return { bytes, digest: sha256(bytes) };
    }
    case "https":
    case "oci": {
      const from = publishedAt(origin.repository, chart, mirror);
      const by = origin.kind === "oci" ? "manifest" : "archive";
      if (from.startsWith("oci://"))
        return fromRegistry(from, version, { by, digest: digests[name] }, options);
      // An index knows archives only.
      if (by === "manifest") throw new InputError([wrongMirror(name, from)]);
      return fromIndex(from, chart, version, options);
    }
  }
}

/** What lies at an address, or at several joined as one file of manifests. */
async function downloadAll(urls: readonly string[], options: DownloadOptions): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const url of urls) parts.push((await download(url, options)).bytes);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [JOINT, part])));
}

/** Between two files of manifests, whatever ends the first. */
const JOINT = Buffer.from("\n---\n");

function wrongMirror(name: string, mirror: string): Fault {
  return {
    file: mirror,
    path: name,
    expected: "a mirror that is a registry",
    hint: `${name} is published in one and pinned by its manifest there; copy it with its manifest`,
  };
}

/** The archive itself, or one that is packed from what was downloaded. */
async function archiveOf(chart: PulledChart, bytes: Uint8Array): Promise<Uint8Array> {
  const { origin } = chart;
  switch (origin.kind) {
    case "https":
    case "oci":
      return bytes;
    case "manifests":
      return packedChart(chart, packedManifests([Buffer.from(bytes).toString("utf8")]));
    case "crds-folder": {
      const files = await archiveFiles(bytes, (path) => /^[^/]+\/crds\/.+\.yaml$/.test(path));
      return packedChart(chart, packedManifests([...files.values()], origin.groups));
    }
  }
}

/** An archive that is not the chart it is named after would be installed all the same. */
async function mustHold({ chart, version }: PulledChart, bytes: Uint8Array): Promise<void> {
  const path = `${chart}/Chart.yaml`;
  const files = await archiveFiles(bytes, (one) => one === path);
  const held = chartSchema.safeParse(parse(files.get(path) ?? ""));
  if (held.data?.name === chart && held.data.version === version) return;
  const got = held.success ? `${held.data.name} ${held.data.version}` : "another archive";
  throw new InputError([{ file: path, path: "", expected: `${chart} ${version}`, got }]);
}

const chartSchema = z.object({ name: z.string(), version: z.string() });
