import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { create, Parser } from "tar";
import { stringify } from "yaml";
import type { Chart } from "../../fleet/charts/chart.ts";
import { withTemporaryFolder } from "../temporary-folder.ts";

/** Text files of an archive below one folder, by their path. */
export async function archiveFiles(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  await new Promise<void>((done, failed) => {
    const parser = new Parser({
      strict: true,
      filter: (path) => wanted(path),
      onReadEntry: (entry) => {
        const chunks: Buffer[] = [];
        entry.on("data", (chunk: Buffer) => chunks.push(chunk));
        entry.on("end", () => files.set(entry.path, Buffer.concat(chunks).toString("utf8")));
        entry.resume();
      },
    });
    parser.on("end", done);
    parser.on("error", failed);
    parser.end(Buffer.from(bytes));
  });
  return files;
}

/** Hands out each file as it is: what stands in a description must not be read as a template. */
const TEMPLATE = `{{- range $path, $_ := .Files.Glob "manifests/*.yaml" }}
---
{{ $.Files.Get $path }}
{{- end }}
`;

/**
 * A chart that holds nothing but manifests, byte for byte the same wherever it is packed. They stand in a template, not
 * in `crds/`, so that Helm upgrades them.
 */
export async function packedChart(
  { chart, version, appVersion }: Pick<Chart, "chart" | "version" | "appVersion">,
  manifests: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  const meta = stringify({ apiVersion: "v2", name: chart, version, appVersion, type: "application" });
  const files = new Map([
    ["Chart.yaml", meta],
    ["templates/manifests.yaml", TEMPLATE],
    ["values.yaml", "{}\n"],
    ...[...manifests].map(([name, text]): [string, string] => [`manifests/${name}`, text]),
  ]);
  return withTemporaryFolder("catalog", async (folder) => {
    for (const [name, text] of files) {
      const path = join(folder, chart, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const file = join(folder, "chart.tgz");
    const names = [...files.keys()].sort().map((name) => `${chart}/${name}`);
    await create({ file, cwd: folder, gzip: true, portable: true, mtime: new Date(0) }, names);
    return readFileSync(file);
  });
}
