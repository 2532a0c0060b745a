import { existsSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";

/** What a Release names as its chart. */
export interface ChartReference {
  /** Name of the chart, without repository, folder or version. */
  readonly name: string;
  /** Path of its archive, where it is one of this machine. */
  readonly archive?: string;
}

const BLOCK_BYTES = 512;

/** `cert-manager`, `oci://public.ecr.aws/karpenter/karpenter` or `../cache/gateway-api-1.6.1.tgz`. */
export function chartReference(chart: string, version: string | undefined): ChartReference {
  const last = basename(chart);
  const packed = /^(.*)-v?\d+\.\d+\.\d+[^/]*\.tgz$/.exec(last)?.[1];
  if (packed === undefined) return { name: last };
  const suffix = `-${version ?? ""}.tgz`;
  return {
    name: version !== undefined && last.endsWith(suffix) ? last.slice(0, -suffix.length) : packed,
    archive: chart,
  };
}

/** YAML files of a chart's archive that may hold definitions, by path; `undefined` when there is no such archive. */
export function archivedManifests(path: string): readonly string[] | undefined {
  if (!existsSync(path) || !statSync(path).isFile()) return undefined;
  const files = tarFiles(gunzipSync(readFileSync(path)));
  return files
    .filter(({ name }) => /^[^/]+\/(crds|templates)\/.*\.ya?ml$/.test(name))
    .map(({ text }) => text);
}

/** Files of a tar archive of plain, short names, as charts are packed. */
function tarFiles(bytes: Buffer): readonly { readonly name: string; readonly text: string }[] {
  const files: { name: string; text: string }[] = [];
  for (let start = 0; start + BLOCK_BYTES <= bytes.length;) {
    const header = bytes.subarray(start, start + BLOCK_BYTES);
    const name = field(header, 0, 100);
    if (name === "") break;
    const size = Number.parseInt(field(header, 124, 12), 8);
    const prefix = field(header, 345, 155);
    const kind = field(header, 156, 1);
    const content = bytes.subarray(start + BLOCK_BYTES, start + BLOCK_BYTES + size);
    if (kind === "0" || kind === "")
      files.push({ name: prefix === "" ? name : `${prefix}/${name}`, text: content.toString("utf8") });
    start += BLOCK_BYTES + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return files;
}

function field(header: Buffer, start: number, length: number): string {
  const text = header.subarray(start, start + length).toString("latin1");
  const end = text.indexOf("\0");
  return (end < 0 ? text : text.slice(0, end)).trim();
}
