import { settingReplaces } from "../../fleet/replacement/replacement.ts";
import { ProviderError } from "../provider/error.ts";
import type { Properties } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, StandIn, Target } from "../provider/stand-in.ts";
import { openSession, type Session } from "./account.ts";
import { withName } from "./autoname.ts";
import { schemaFailures } from "../provider/inputs.ts";
import { NO_CLUSTERS, type ClusterHost } from "./cluster-host.ts";
import type { Cloud, Place, Query, Thing } from "./cloud.ts";
import { inputDiff } from "./diff.ts";
import { AwsError } from "./error.ts";
import { PROVIDER_TYPE, typeFacts, type TypeFacts } from "./facts.ts";
import { Inputs, type Call, type Kind } from "./kind.ts";
import { KINDS } from "./kinds.ts";
import { previewed } from "./preview.ts";
import { Requests } from "./requests.ts";
import { packageSchema } from "./schema.ts";
import { effectiveInputs, inputsOf, outputsOf } from "./state.ts";
import { allTags, checkedTags } from "./tags.ts";

interface Known {
  readonly kind: Kind;
  readonly facts: TypeFacts;
  /** Type under which the cloud keeps it. */
  readonly stored: string;
}

function known(type: string): Known {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const facts = typeFacts(type);
  if (kind !== undefined && facts !== undefined) return { kind, facts, stored: kind.storedAs ?? type };
  throw new ProviderError(`the simulated AWS has no ${type}`);
}

/** The simulated AWS as a Pulumi provider. */
export class SimulatedAws implements StandIn {
  readonly version: string;
  readonly #cloud: Cloud;
  readonly #requests: Requests;
  readonly #host: ClusterHost;
  #session: Session | undefined;

  /** @param host what runs the clusters' API servers. @default - nothing: clusters are entries of the cloud alone */
  constructor(cloud: Cloud, version: string, host: ClusterHost = NO_CLUSTERS) {
    this.#cloud = cloud;
    this.#host = host;
    this.#requests = new Requests(cloud);
    this.version = version;
  }

  schema(): unknown {
    return packageSchema(this.version, Object.keys(KINDS));
  }

  checkConfig(settings: Properties): CheckResult {
    const facts = typeFacts(PROVIDER_TYPE);
    return { inputs: settings, failures: schemaFailures(settings, facts?.inputs ?? {}) };
  }

  /** Another region is another cloud: nothing that was there can be changed from here. */
  diffConfig(before: Properties, after: Properties): DiffResult {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    return {
      changes: changed.map((path) => ({
        path,
        kind: "update",
        replaces: settingReplaces(PROVIDER_TYPE, path),
      })),
      deleteBeforeReplace: false,
    };
  }

  configure(settings: Properties): void {
    try {
      this.#session = openSession(this.#cloud, settings);
    } catch (error) {
      throw new ProviderError(error instanceof Error ? error.message : String(error));
    }
  }

  check({ type, name }: Target, before: Properties, inputs: Properties, seed: Uint8Array): CheckResult {
    const { kind, facts } = known(type);
    const named = withName(kind, name, inputs, { before, seed });
    const tagged = facts.taggable === true ? this.#withTags(named) : named;
    const refusals = kind.refusals?.(new Inputs(inputs)) ?? [];
    return {
      inputs: tagged,
      failures: [
        ...schemaFailures(tagged, facts.inputs),
        ...refusals.map(([property, reason]) => ({ property, reason })),
      ],
    };
  }

  diff({ type }: Target, before: Properties, after: Properties): DiffResult {
    const { kind, facts } = known(type);
    return inputDiff(facts, kind, before, after);
  }

  preview({ type }: Target, inputs: Properties, before: Properties = {}): Properties {
    const { kind, facts } = known(type);
    return previewed(kind, facts, inputs, before);
  }

  async create(target: Target, inputs: Properties): Promise<Created> {
    const { kind, facts, stored } = known(target.type);
    const making = () => {
      const effective = effectiveInputs(facts, kind, inputs);
      const call = this.#call(target.type, inputs, effective);
      const { id, computed } = kind.create(call);
      const made: Thing = {
        type: stored,
        id,
        account: call.account,
        region: call.region,
        state: { ...effective, ...regionOf(call), ...computed },
        tags: call.tags,
      };
      this.#cloud.put(made);
      return made;
    };
    const request = { operation: "create", target, kind } as const;
    const made = await this.#requests.send(request, making, (thing) => this.#settled(kind, thing));
    return { id: made.id, outputs: outputsOf(this.#seen(kind, made), facts, this.#configured(), inputs) };
  }

  /** Without a state before it a read is an import, as it is to the real provider. */
  async read(
    target: Target,
    id: string,
    before: Properties,
    state: Properties,
  ): Promise<ReadResult | undefined> {
    const { kind, facts, stored } = known(target.type);
    const looking = () => {
      const place = this.#place(kind, before);
      const found =
        this.#cloud.find({ ...place, type: stored, id }) ??
        (kind.importQuery && this.#cloud.find({ ...place, type: stored, ...kind.importQuery(id) }));
      const fault = Object.keys(state).length === 0 ? kind.importFault?.(id, found) : undefined;
      if (fault !== undefined) throw new ProviderError(`importing ${id}: ${fault}`);
      return found;
    };
    const request = { operation: "read", target, kind, id } as const;
    const found = await this.#requests.send(
      request,
      looking,
      async (thing) => thing && this.#settled(kind, thing),
    );
    if (found === undefined) return undefined;
    const outputs = outputsOf(this.#seen(kind, found), facts, this.#configured(), before);
    return { id: found.id, outputs, inputs: inputsOf({ facts, kind }, outputs, before) };
  }

  async update(target: Target, id: string, inputs: Properties, before: Properties): Promise<Properties> {
    const { kind, facts, stored } = known(target.type);
    const changing = () => {
      const found = this.#existing({ ...this.#place(kind, before), type: stored, id });
      const effective = effectiveInputs(facts, kind, inputs, found.state);
      const call = this.#call(target.type, inputs, effective);
      const computed = kind.update?.(call, found) ?? {};
      const changed = { ...found, state: { ...found.state, ...effective, ...computed }, tags: call.tags };
      this.#cloud.put(changed);
      return changed;
    };
    const request = { operation: "update", target, kind, id } as const;
    const changed = await this.#requests.send(request, changing, (thing) => this.#settled(kind, thing));
    return outputsOf(this.#seen(kind, changed), facts, this.#configured(), inputs);
  }

  /** What AWS made itself stays as it is when the program lets go of it. */
  delete(target: Target, id: string, before: Properties): Promise<void> {
    const { kind, stored } = known(target.type);
    const place = this.#place(kind, before);
    const deleting = () => {
      const query = { ...place, type: stored, id };
      const found = this.#cloud.find(query);
      if (found === undefined || kind.storedAs !== undefined) return;
      kind.delete?.(this.#call(target.type, before, found.state), found);
      this.#cloud.delete(query);
    };
    return this.#requests.send({ operation: "delete", target, kind, id }, deleting, async () => {
      await kind.unsettle?.(this.#host, this.#cloud, { ...place, id, inputs: new Inputs(before) });
    });
  }

  /** Lets the kind do what lies outside the cloud's file, and keeps what that gives. */
  async #settled(kind: Kind, thing: Thing): Promise<Thing> {
    const given = await kind.settle?.(this.#host, this.#cloud, thing);
    if (given === undefined || Object.keys(given).length === 0) return thing;
    return this.#cloud.transaction(() => {
      const { type, id, account, region } = thing;
      const settled = { ...thing, state: { ...thing.state, ...given } };
      if (this.#cloud.find({ type, id, account, region }) !== undefined) this.#cloud.put(settled);
      return settled;
    });
  }

  #configured(): Session {
    if (this.#session === undefined) throw new ProviderError("the provider is not configured");
    return this.#session;
  }

  #withTags(inputs: Properties): Properties {
    return { ...inputs, tagsAll: allTags(this.#configured().defaultTags, inputs["tags"]) };
  }

  #place(kind: Kind, properties: Properties): Place {
    const { account, region } = this.#configured();
    if (kind.global === true) return { account, region: "" };
    const own = properties["region"];
    return { account, region: typeof own === "string" && own !== "" ? own : region };
  }

  #call(type: string, inputs: Properties, effective: Properties): Call {
    const { kind, facts } = known(type);
    const tags = inputs["tagsAll"] ?? allTags(this.#configured().defaultTags, inputs["tags"]);
    return {
      ...this.#place(kind, inputs),
      providerRegion: this.#configured().region,
      cloud: this.#cloud,
      inputs: new Inputs(effective),
      tags: facts.taggable === true ? checkedTags(tags) : {},
    };
  }

  #seen(kind: Kind, thing: Thing): Thing {
    const seen = Object.entries(kind.seen ?? {}).map(([name, see]) => [name, see(this.#cloud, thing)]);
    return { ...thing, state: { ...thing.state, ...(Object.fromEntries(seen) as Properties) } };
  }

  #existing(query: Query): Thing {
    const found = this.#cloud.find(query);
    if (found !== undefined) return found;
    throw new AwsError("NotFound", `${query.id ?? ""} does not exist`);
  }
}

function regionOf({ region }: Place): Properties {
  return region === "" ? {} : { region };
}
