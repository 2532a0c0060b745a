import { performance } from "node:perf_hooks";
import { GUARDS, guardsOf } from "../../components/tenant/guards/guards.ts";
import { namespacePlan } from "../../components/tenant/namespace-plan.ts";
import { FACTS } from "../components/tenant/sample-slices.ts";
import { guardObjects, settingsOf } from "../sandbox/guards/guard-world.ts";
import { podWith } from "../sandbox/guards/guard-attack.ts";
import { type ApiServer, askUntil, create, dry, startApiServer } from "../sandbox/tenant-world.ts";
import type { BenchRow } from "./row.ts";

const TENANTS = 200;
const REQUESTS = 1_000;

const NAMESPACES = Array.from({ length: TENANTS }, (_, index) => `tenant${index}--live`);

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.NaN;

/** How long the API server takes for a pod that is not kept, over all tenants in turn. */
async function podTimes({ client }: ApiServer): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < REQUESTS; index += 1) {
    const namespace = NAMESPACES[index % TENANTS] ?? "";
    const started = performance.now();
    await client.must(dry(podWith({})(namespace)));
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}

/** Until the last guard refuses: then all are in force. */
async function inForce({ client }: ApiServer): Promise<void> {
  const refused = dry(podWith({ spec: { schedulerName: "mine" } })(NAMESPACES[0] ?? ""));
  await askUntil(
    () => client.ask(refused),
    ({ status }) => status === 403,
  );
}

/** What admission adds to a pod of one of two hundred tenants, on a real API server. */
export async function run(): Promise<readonly BenchRow[]> {
  const server = await startApiServer();
  try {
    const namespaces = NAMESPACES.map((name) => {
      const metadata = namespacePlan(settingsOf(name.replace("--live", "")), FACTS);
      return { apiVersion: "v1", kind: "Namespace", metadata };
    });
    await create(server.client, namespaces);
    for (const { name } of namespaces.map(({ metadata }) => metadata))
      await askUntil(
        () => server.client.ask({ path: `/api/v1/namespaces/${name}/serviceaccounts/default` }),
        ({ status }) => status === 200,
      );
    await podTimes(server);
    const without = await podTimes(server);
    await create(server.client, guardsOf(FACTS).flatMap(guardObjects));
    await inForce(server);
    const guarded = await podTimes(server);
    return rows(without, guarded);
  } finally {
    await server.stop();
  }
}

/** The fastest tenth is what the API server takes while nobody else works on the machine. */
function rows(without: readonly number[], guarded: readonly number[]): readonly BenchRow[] {
  const [before, after] = [quantile(without, 0.1), quantile(guarded, 0.1)];
  const added = quantile(guarded, 0.5) - quantile(without, 0.5);
  return [
    { name: `a pod of one of ${TENANTS} tenants, without guards`, value: before, unit: "ms" },
    { name: `the same behind ${GUARDS.length} guards`, value: after, unit: "ms" },
    { name: "ratio of the two", value: after / before, unit: "x" },
    { name: "what guards add to every second pod, others at work", value: added, unit: "ms", bar: "< 10" },
  ];
}
