import { parse } from "yaml";
import { z } from "zod";
import { InputError } from "../../fleet/check.ts";
import { download, type DownloadOptions } from "./download.ts";
import { sha256 } from "./digest.ts";
import type { Fetched } from "./fetched.ts";

const indexSchema = z.object({
  entries: z.record(z.string(), z.array(z.object({ version: z.string(), urls: z.array(z.string()).min(1) }))),
});

/** The archive that the index of a repository names. @see https://helm.sh/docs/topics/chart_repository/ */
export async function fromIndex(
  repository: string,
  chart: string,
  version: string,
  options: DownloadOptions,
): Promise<Fetched> {
  const base = repository.endsWith("/") ? repository : `${repository}/`;
  const { bytes: text } = await download(new URL("index.yaml", base).href, options);
  const index = indexSchema.safeParse(parse(Buffer.from(text).toString("utf8"), { maxAliasCount: 0 }));
  const entry = index.data?.entries[chart]?.find((one) => one.version === version);
  const [url] = entry?.urls ?? [];
  if (url === undefined) {
    throw new InputError([{ file: base, path: "", expected: `an index that has ${chart} ${version}` }]);
  }
  const { bytes } = await download(new URL(url, base).href, options);
  return { bytes, digest: sha256(bytes) };
}
