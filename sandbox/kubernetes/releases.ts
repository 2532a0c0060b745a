import { ProviderError } from "../provider/error.ts";
import { isUnknown, UNKNOWN_VALUE, type Properties } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, Target } from "../provider/stand-in.ts";
import type { Api } from "./api.ts";
import { chartReference, type ChartReference } from "./chart-archive.ts";
import { catalogEntry, chartData, dataFolder } from "./chart-data.ts";
import { valueFailures } from "./chart-values.ts";
import { unlessUnreachable, type ClusterSession } from "./cluster-session.ts";
import { changesOf } from "./diff.ts";
import type { Handler } from "./handler.ts";
import { fieldManager, NameSeeds } from "./names.ts";
import { fieldManagers, numberAt, objectAt, splitId, textAt } from "./object.ts";
import { installDefinitions, releaseDefinitions, removeDefinitions, type Owner } from "./release-crds.ts";
import { completed, releaseFailures } from "./release-inputs.ts";
import { recordBody, recordedRelease, recordRef, valuesDigest } from "./release-record.ts";
import { awaitGone } from "./waiting.ts";

/** A record of a release has no finalizers. Seconds. */
const RECORD_GONE_SECONDS = 30;

/**
 * Releases of charts, recorded: their values are checked against the chart's own files, their custom resource
 * definitions are installed, and what else they hold is taken for running.
 */
export class Releases implements Handler {
  readonly #session: ClusterSession;
  readonly #seeds = new NameSeeds();
  /** Charts of which was said already what cannot be checked. */
  readonly #warned = new Set<string>();

  constructor(session: ClusterSession) {
    this.#session = session;
  }

  async check(
    { name, urn }: Target,
    before: Properties,
    given: Properties,
    seed: Uint8Array,
  ): Promise<CheckResult> {
    const failures = releaseFailures(given);
    const inputs = completed(given, name, {
      before,
      seed: this.#seeds.seed(urn, before, seed),
      namespace: this.#session.namespace,
    });
    const chart = textAt(inputs, "chart");
    if (failures.length > 0 || chart === undefined || isUnknown(chart)) return { inputs, failures };
    const data = chartData(chartOf(inputs).name, textAt(inputs, "version"));
    if (data === undefined) {
      this.#warn(chartOf(inputs), inputs);
      return { inputs, failures };
    }
    return { inputs, failures: await valueFailures(data, objectAt(inputs, "values")) };
  }

  diff(before: Properties, after: Properties): DiffResult {
    const changes = changesOf(
      before,
      after,
      (path) => path.length === 1 && ["name", "namespace"].includes(String(path[0])),
    );
    return { changes, deleteBeforeReplace: false };
  }

  preview(_target: Target, inputs: Properties): Promise<Properties> {
    return Promise.resolve({ ...inputs, status: UNKNOWN_VALUE, resourceNames: UNKNOWN_VALUE });
  }

  async create(target: Target, inputs: Properties): Promise<Created> {
    const api = this.#session.api();
    const owner = ownerOf(inputs);
    const found = await api.get(recordRef(owner));
    if (found !== undefined && !fieldManagers(found).includes(fieldManager(target.urn)))
      throw new ProviderError(
        `cannot re-use a name that is still in use: a release ${owner.name} is recorded in the namespace ${owner.namespace}`,
      );
    await ensureNamespace(api, owner, inputs["createNamespace"] === true);
    const revision = found === undefined ? 1 : recordedRelease(found).revision;
    return { id: `${owner.namespace}/${owner.name}`, outputs: await install(api, target, inputs, revision) };
  }

  async update(target: Target, inputs: Properties, before: Properties): Promise<Properties> {
    const revision = (numberAt(before, "status", "revision") ?? 1) + 1;
    return install(this.#session.api(), target, inputs, revision);
  }

  /** Values are known by their digest alone: others than the stack's are no values that could be shown. */
  async read(_target: Target, id: string, before: Properties): Promise<ReadResult | undefined> {
    const { namespace = this.#session.namespace, name } = splitId(id);
    const ref = recordRef({ name, namespace });
    const found = await unlessUnreachable(this.#session, id, (api) => api.get(ref));
    if (found === undefined) return undefined;
    const { chart, version, revision, values } = recordedRelease(found);
    const { values: written, ...rest } = before;
    const isAsWritten = values === valuesDigest(before);
    const inputs: Properties = {
      ...rest,
      ...(isAsWritten && written !== undefined && { values: written }),
      ...{ chart, name, namespace },
      ...(version !== "" && { version }),
    };
    return { id, inputs, outputs: { ...inputs, ...releaseOutputs(inputs, revision) } };
  }

  async delete(target: Target, id: string, before: Properties): Promise<void> {
    const { namespace = this.#session.namespace, name } = splitId(id);
    await unlessUnreachable(this.#session, id, async (api) => {
      const ref = recordRef({ name, namespace });
      const definitions = releaseDefinitions(chartOf(before), before);
      if (!definitions.kept) await removeDefinitions(api, definitions, { name, namespace });
      await api.delete(ref, "Background");
      const held = await awaitGone(api, ref, undefined, target.timeoutSeconds ?? RECORD_GONE_SECONDS);
      if (held !== undefined) throw new ProviderError(`the record of release ${id} is still there: ${held}`);
    });
  }

  /** The engine shows what a provider writes to its error output. */
  #warn(chart: ChartReference, inputs: Properties): void {
    if (this.#warned.has(chart.name)) return;
    this.#warned.add(chart.name);
    const { objects, permissive } = releaseDefinitions(chart, inputs);
    const kinds = permissive ? `, and its ${objects.length} kinds accept any field` : "";
    process.stderr.write(
      `warning: ${chart.name} ${textAt(inputs, "version") ?? ""}: no files of this chart in ${dataFolder()}: ` +
        `its values are not checked${kinds}\n`,
    );
  }
}

function chartOf(inputs: Properties): ChartReference {
  return chartReference(textAt(inputs, "chart") ?? "", textAt(inputs, "version"));
}

function ownerOf(inputs: Properties): Owner {
  return { name: textAt(inputs, "name") ?? "", namespace: textAt(inputs, "namespace") ?? "" };
}

async function ensureNamespace(api: Api, { namespace }: Owner, mayCreate: boolean): Promise<void> {
  const ref = { apiVersion: "v1", kind: "Namespace", name: namespace };
  if ((await api.get(ref)) !== undefined) return;
  if (!mayCreate)
    throw new ProviderError(`namespaces "${namespace}" not found; the release does not set createNamespace`);
  const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
  await api.apply(ref, body, { manager: "helm", force: false });
}

async function install(api: Api, target: Target, inputs: Properties, revision: number): Promise<Properties> {
  const owner = ownerOf(inputs);
  const definitions = releaseDefinitions(chartOf(inputs), inputs);
  await installDefinitions(api, definitions, owner, inputs["takeOwnership"] === true);
  const record = {
    chart: textAt(inputs, "chart") ?? "",
    version: textAt(inputs, "version") ?? "",
    revision,
    values: valuesDigest(inputs),
  };
  await api.apply(recordRef(owner), recordBody(owner, record), {
    manager: fieldManager(target.urn),
    force: true,
  });
  return { ...inputs, ...releaseOutputs(inputs, revision) };
}

function releaseOutputs(inputs: Properties, revision: number): Properties {
  const { name } = chartOf(inputs);
  const version = textAt(inputs, "version") ?? "";
  return {
    resourceNames: {},
    status: {
      appVersion: catalogEntry(name)?.appVersion ?? "",
      chart: name,
      name: textAt(inputs, "name") ?? "",
      namespace: textAt(inputs, "namespace") ?? "",
      revision,
      status: "deployed",
      version,
    },
  };
}
