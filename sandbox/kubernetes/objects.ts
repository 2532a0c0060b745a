import { ProviderError, UnfinishedError } from "../provider/error.ts";
import { canonical, UNKNOWN_VALUE, type Properties } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, Target } from "../provider/stand-in.ts";
import { ANNOTATIONS } from "./annotations.ts";
import type { Api, ObjectRef } from "./api.ts";
import { bodyOf, identityOf, outputsOf, withoutInternal } from "./body.ts";
import { unlessUnreachable, type ClusterSession } from "./cluster-session.ts";
import { objectDiff } from "./diff.ts";
import { driftedInputs, importedInputs } from "./drift.ts";
import type { Handler } from "./handler.ts";
import { fieldManager, NameSeeds, withObjectName } from "./names.ts";
import { serverFailures, shapeFailures } from "./object-check.ts";
import { previewedOutputs } from "./object-preview.ts";
import {
  annotation,
  fieldManagers,
  idOf,
  objectAt,
  splitId,
  textAt,
  type KubernetesObject,
} from "./object.ts";
import { resourceType } from "./resource-type.ts";
import { awaitGone, awaitReady, timeoutSeconds } from "./waiting.ts";

interface Work {
  readonly target: Target;
  readonly api: Api;
  readonly ref: ObjectRef;
  readonly manager: string;
  readonly isPatch: boolean;
}

/** Objects of an API server, as resources. */
export class Objects implements Handler {
  readonly #session: ClusterSession;
  readonly #seeds = new NameSeeds();

  constructor(session: ClusterSession) {
    this.#session = session;
  }

  /** Inputs that were checked before and did not change are not sent to the server again. */
  async check(
    target: Target,
    before: Properties,
    inputs: Properties,
    seed: Uint8Array,
  ): Promise<CheckResult> {
    const type = resourceType(target.type, inputs);
    const failures = shapeFailures(type, inputs);
    const digits = this.#seeds.seed(target.urn, before, seed);
    if (type.isPatch && textAt(inputs, "metadata", "name") === undefined && failures.length === 0)
      return {
        inputs,
        failures: [{ property: "metadata.name", reason: "a patch names the object that it changes" }],
      };
    const named = type.isPatch ? inputs : withObjectName(inputs, target.name, before, digits);
    const isKnown = canonical(withoutInternal(before)) === canonical(withoutInternal(named));
    if (isKnown || failures.length > 0) return { inputs: named, failures };
    const api = this.#reachable();
    if (api === undefined) return { inputs: named, failures };
    const isNew = !type.isPatch && (Object.keys(before).length === 0 || idOf(before) !== idOf(named));
    const told = await serverFailures(api, refOf(target, named), named, { isNew, urn: target.urn });
    return { inputs: named, failures: told };
  }

  diff(before: Properties, after: Properties): DiffResult {
    return objectDiff(before, after, this.#session);
  }

  preview(target: Target, inputs: Properties, before: Properties | undefined): Promise<Properties> {
    const api = before === undefined ? undefined : this.#reachable();
    if (api === undefined || before === undefined)
      return Promise.resolve({ ...inputs, ...(before === undefined && { status: UNKNOWN_VALUE }) });
    return previewedOutputs(this.#work(target, inputs, before), inputs, this.#forces(inputs));
  }

  async create(target: Target, inputs: Properties): Promise<Created> {
    const work = this.#work(target, inputs);
    await work.api.awaitKind(work.ref);
    if (!work.isPatch) await this.#claim(work, inputs);
    const outputs = await this.#apply(work, inputs);
    return { id: idOf(outputs), outputs };
  }

  async update(target: Target, inputs: Properties, before: Properties): Promise<Properties> {
    return this.#apply(this.#work(target, inputs, before), inputs);
  }

  async read(
    target: Target,
    id: string,
    before: Properties,
    state: Properties,
  ): Promise<ReadResult | undefined> {
    const { apiVersion, kind } = resourceType(target.type, before);
    const live = await unlessUnreachable(this.#session, id, (api) =>
      api.get({ apiVersion, kind, ...splitId(id) }),
    );
    if (live === undefined) return undefined;
    const manager = textAt(state, "__fieldManager") ?? fieldManager(target.urn);
    const isImport = Object.keys(before).length === 0;
    const inputs = isImport ? importedInputs(live) : driftedInputs(before, state, live);
    return { id: idOf(live), inputs, outputs: outputsOf(live, inputs, manager) };
  }

  async delete(target: Target, id: string, before: Properties): Promise<void> {
    const { apiVersion, kind, isPatch } = resourceType(target.type, before);
    const ref = { apiVersion, kind, ...splitId(id) };
    await unlessUnreachable(this.#session, id, async (api) => {
      const live = await api.get(ref);
      if (live === undefined) return;
      const manager = textAt(before, "__fieldManager") ?? fieldManager(target.urn);
      if (isPatch) await api.apply(ref, identityOf(live), { manager, force: false });
      else await this.#remove({ target, api, ref, manager, isPatch }, live);
    });
  }

  async #remove({ target, api, ref }: Work, live: KubernetesObject): Promise<void> {
    const policy = annotation(live, ANNOTATIONS.propagation) ?? "foreground";
    await api.delete(ref, policy.charAt(0).toUpperCase() + policy.slice(1).toLowerCase());
    if (annotation(live, ANNOTATIONS.skipAwait) === "true") return;
    const seconds = timeoutSeconds(target, live);
    const held = await awaitGone(api, ref, textAt(live, "metadata", "uid"), seconds);
    if (held !== undefined)
      throw new ProviderError(
        `${ref.kind} ${idOf(live)} is still there ${seconds} s after its deletion: ${held}`,
      );
  }

  /** A name is free, or its object was made by an update of this resource that could not tell the engine. */
  async #claim({ target, api, ref, manager }: Work, inputs: Properties): Promise<void> {
    const found = await api.get(ref);
    if (found === undefined) return;
    if (objectAt(found, "metadata")["deletionTimestamp"] !== undefined) {
      const seconds = timeoutSeconds(target, inputs);
      const held = await awaitGone(api, ref, textAt(found, "metadata", "uid"), seconds);
      if (held === undefined) return;
      throw new ProviderError(
        `${ref.kind} ${idOf(found)} exists and is being deleted; it is still there after ${seconds} s: ${held}`,
      );
    }
    if (this.#session.adoptsAll || fieldManagers(found).includes(manager)) return;
    throw new ProviderError(
      `${ref.kind} ${idOf(found)} already exists, and this resource did not make it; ` +
        `import it with the id "${idOf(found)}", or give the new one another name`,
    );
  }

  async #apply({ target, api, ref, manager, isPatch }: Work, inputs: Properties): Promise<Properties> {
    const applied = await api.apply(ref, bodyOf(inputs), { manager, force: this.#forces(inputs) });
    if (isPatch) return outputsOf(applied, inputs, manager);
    const { live, reason } = await awaitReady(api, ref, applied, timeoutSeconds(target, inputs));
    const outputs = outputsOf(live, inputs, manager);
    if (reason === undefined) return outputs;
    const id = idOf(live);
    throw new UnfinishedError(`${ref.kind} ${id}: ${reason}`, { id, inputs, outputs });
  }

  #work(target: Target, inputs: Properties, before: Properties = {}): Work {
    const manager = textAt(before, "__fieldManager") ?? fieldManager(target.urn);
    const { isPatch } = resourceType(target.type, inputs);
    return { target, api: this.#session.api(), ref: refOf(target, inputs), manager, isPatch };
  }

  #forces(inputs: Properties): boolean {
    return this.#session.force || annotation(inputs, ANNOTATIONS.patchForce) === "true";
  }

  #reachable(): Api | undefined {
    try {
      return this.#session.api();
    } catch {
      return undefined;
    }
  }
}

function refOf(target: Target, inputs: Properties): ObjectRef {
  const { apiVersion, kind } = resourceType(target.type, inputs);
  const namespace = textAt(inputs, "metadata", "namespace");
  const name = textAt(inputs, "metadata", "name") ?? "";
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}
