import { z } from "zod";
import { InputError } from "../../fleet/check.ts";
import { download, type Download, type DownloadOptions } from "./download.ts";
import { mustBe, sha256 } from "./digest.ts";
import type { Fetched } from "./fetched.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** How a registry marks the archive of a chart. @see https://helm.sh/docs/topics/registries/ */
const CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })),
});

const tokenSchema = z.union([
  z.object({ token: z.string() }).transform(({ token }) => token),
  z.object({ access_token: z.string() }).transform((answer) => answer.access_token),
]);

/** Hosts that are spoken to without TLS: only this machine's own. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost)(:\d+)?$/;

interface Repository {
  /** `https://host/v2/name` */
  readonly url: string;
  readonly name: string;
}

function repositoryOf(address: string): Repository {
  const [host = "", ...path] = address.replace(/^oci:\/\//, "").split("/");
  const scheme = LOOPBACK.test(host) ? "http" : "https";
  return { url: `${scheme}://${host}/v2/${path.join("/")}`, name: path.join("/") };
}

/** What is pinned of a chart: its manifest where it is published in a registry, its archive otherwise. */
export interface Pinned {
  readonly by: "manifest" | "archive";
  /** Absent while nobody has recorded it. */
  readonly digest: string | undefined;
}

/**
 * The archive of a chart in a registry. A manifest names the digest of its archive, so a pinned manifest pins both; a
 * chart that is published elsewhere and only mirrored here is pinned by its archive.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export async function fromRegistry(
  address: string,
  version: string,
  { by, digest }: Pinned,
  options: DownloadOptions,
): Promise<Fetched> {
  const repository = repositoryOf(address);
  const manifestDigest = by === "manifest" ? digest : undefined;
  // A registry knows no plus sign, so Helm writes an underscore.
  const url = `${repository.url}/manifests/${manifestDigest ?? version.replaceAll("+", "_")}`;
  const manifest = await authorized(repository, url, { ...options, headers: { accept: MANIFEST } });
  if (manifestDigest !== undefined) mustBe(manifestDigest, manifest.bytes, `${address}:${version}`);
  const layer = chartLayer(manifest.bytes, `${address}:${version}`);
  const { bytes } = await authorized(repository, `${repository.url}/blobs/${layer}`, options);
  mustBe(layer, bytes, `${address}:${version}`);
  return { bytes, digest: sha256(by === "manifest" ? manifest.bytes : bytes) };
}

function chartLayer(bytes: Uint8Array, what: string): string {
  const parsed = manifestSchema.safeParse(json(bytes));
  const layer = parsed.data?.layers.find(({ mediaType }) => mediaType === CHART_LAYER);
  if (layer !== undefined) return layer.digest;
  throw new InputError([{ file: what, path: "", expected: "the manifest of a Helm chart" }]);
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Public registries, too, want a token; they say where to get one that anybody may have. */
async function authorized({ name }: Repository, url: string, options: DownloadOptions): Promise<Download> {
  const first = await download(url, { ...options, alsoStatus: 401 });
  if (first.status !== 401) return first;
  const challenge = first.headers.get("www-authenticate") ?? "";
  const realm = parameter(challenge, "realm");
  if (!challenge.toLowerCase().startsWith("bearer ") || realm === undefined)
    throw new InputError([{ file: url, path: "", expected: "a registry that anybody may read" }]);
  const query = new URLSearchParams({ scope: parameter(challenge, "scope") ?? `repository:${name}:pull` });
  const service = parameter(challenge, "service");
  if (service !== undefined) query.set("service", service);
  const { headers: _, ...plain } = options;
  const answer = await download(`${realm}?${query.toString()}`, plain);
  const token = tokenSchema.safeParse(json(answer.bytes));
  if (!token.success) throw new InputError([{ file: realm, path: "", expected: "a token for anybody" }]);
  return download(url, {
    ...options,
    headers: { ...options.headers, authorization: `Bearer ${token.data}` },
  });
}

const parameter = (challenge: string, name: string): string | undefined =>
  new RegExp(`[ ,]${name}="([^"]*)"`).exec(challenge)?.[1];
