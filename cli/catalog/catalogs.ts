import { existsSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { CHARTS, pinnedDigests } from "../../fleet/charts/charts.ts";
import { edgeCharts } from "../../fleet/charts/ring.ts";
import { InputError } from "../../fleet/check.ts";
import { extract, findRevision, holds } from "../revision.ts";
import { withTemporaryFolder } from "../temporary-folder.ts";
import type { PulledChart } from "./pull.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Charts that can be pulled, and what each must be. */
export interface Catalog {
  readonly charts: Readonly<Record<string, PulledChart>>;
  readonly digests: Readonly<Record<string, string | undefined>>;
}

/** The catalog of the work tree, with the versions of ring edge. */
export function catalogOfToday(): Catalog {
  return { charts: { ...CHARTS, ...edgeCharts(CHARTS) }, digests: pinnedDigests() };
}

const originSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("https"), repository: z.string() }),
  z.object({ kind: z.literal("oci"), repository: z.string() }),
  z.object({
    kind: z.literal("manifests"),
    url: z.string(),
    further: z.array(z.string()).readonly().exactOptional(),
  }),
  z.object({ kind: z.literal("crds-folder"), of: z.string(), groups: z.array(z.string()).readonly() }),
]);

const chartsSchema = z.record(
  z.string(),
  z.object({ chart: z.string(), version: z.string(), appVersion: z.string(), origin: originSchema }),
);

const moduleSchema = z.object({
  CHARTS: chartsSchema,
  pinnedDigests: z.function({ input: [], output: z.record(z.string(), z.string().optional()) }),
});

/** Of a revision that has rings: what makes charts of the versions for ring edge. */
const ringSchema = z.object({ edgeCharts: z.function({ input: [z.unknown()], output: chartsSchema }) });

/** Files by which a revision says which charts it has. */
const CHARTS_FILE = "fleet/charts/charts.ts";
const RING_FILE = "fleet/charts/ring.ts";

/**
 * The catalog as a git revision of this program has it, by its own code. The other side of a diff is pulled by it.
 *
 * @throws InputError when git does not know the revision, or it has no catalog.
 */
export async function catalogAt(name: string): Promise<Catalog> {
  const revision = await findRevision(ROOT, name);
  const at = (path: string): string => join(revision.inventory, path);
  if (!(await holds(revision, at(CHARTS_FILE)))) throw noCatalog(name);
  return withTemporaryFolder("atoll-catalog-", async (folder, signal) => {
    await extract(revision, [at("fleet")], { folder, signal });
    const packages = join(folder, revision.inventory, "node_modules");
    if (!existsSync(packages)) symlinkSync(join(ROOT, "node_modules"), packages);
    const load = (path: string): Promise<unknown> => import(pathToFileURL(join(folder, at(path))).href);
    const loaded: unknown = await load(CHARTS_FILE);
    const { CHARTS: charts, pinnedDigests: digests } = moduleSchema.parse(loaded);
    const ring = ringSchema.safeParse(await load(RING_FILE).catch(() => undefined));
    const raw = z.object({ CHARTS: z.unknown() }).parse(loaded).CHARTS;
    const edge = ring.success ? ring.data.edgeCharts(raw) : {};
    return { charts: { ...charts, ...edge }, digests: digests() };
  });
}

function noCatalog(name: string): InputError {
  const expected = "a revision whose program has a catalog of charts";
  return new InputError([{ file: `${name}:${CHARTS_FILE}`, path: "", expected }]);
}
