import { ProviderError } from "../provider/error.ts";
import type { Properties } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, StandIn, Target } from "../provider/stand-in.ts";
import { openCluster } from "./cluster-session.ts";
import type { Faults } from "./faults.ts";
import type { Handler } from "./handler.ts";
import { AS_USUAL, type Resolve } from "./name-resolution.ts";
import { Objects } from "./objects.ts";
import { refusalOf } from "./refusal.ts";
import { Releases } from "./releases.ts";
import { RELEASE_TYPE } from "./resource-type.ts";
import { checkedSettings, settingsDiff } from "./settings.ts";

const GERUNDS = { create: "creating", read: "reading", update: "updating", delete: "deleting" } as const;

type Operation = keyof typeof GERUNDS;

/** Stand-in for the Kubernetes provider: real objects on real API servers, recorded releases. */
export class KubernetesStandIn implements StandIn {
  readonly version: string;
  readonly #faults: Faults;
  readonly #resolve: Resolve;
  #objects: Handler | undefined;
  #releases: Handler | undefined;

  constructor(version: string, faults: Faults, resolve: Resolve = AS_USUAL) {
    this.version = version;
    this.#faults = faults;
    this.#resolve = resolve;
  }

  schema(): unknown {
    return { name: "kubernetes", version: this.version, resources: {} };
  }

  checkConfig(settings: Properties): CheckResult {
    return checkedSettings(settings);
  }

  diffConfig(before: Properties, after: Properties): DiffResult {
    return settingsDiff(before, after);
  }

  configure(settings: Properties): void {
    const session = openCluster(settings, this.#resolve);
    this.#objects = new Objects(session);
    this.#releases = new Releases(session);
  }

  check(target: Target, before: Properties, inputs: Properties, seed: Uint8Array): Promise<CheckResult> {
    return this.#handler(target).check(target, before, inputs, seed);
  }

  diff(target: Target, before: Properties, after: Properties): DiffResult {
    return this.#handler(target).diff(before, after);
  }

  async preview(target: Target, inputs: Properties, before?: Properties): Promise<Properties> {
    try {
      return await this.#handler(target).preview(target, inputs, before);
    } catch (error) {
      throw refusalOf(error, what(target, before === undefined ? "create" : "update"));
    }
  }

  create(target: Target, inputs: Properties): Promise<Created> {
    return this.#run("create", target, (handler) => handler.create(target, inputs));
  }

  read(target: Target, id: string, before: Properties, state: Properties): Promise<ReadResult | undefined> {
    return this.#run("read", target, (handler) => handler.read(target, id, before, state));
  }

  update(target: Target, _id: string, inputs: Properties, before: Properties): Promise<Properties> {
    return this.#run("update", target, (handler) => handler.update(target, inputs, before));
  }

  delete(target: Target, id: string, before: Properties): Promise<void> {
    return this.#run("delete", target, (handler) => handler.delete(target, id, before));
  }

  async #run<Result>(
    operation: Operation,
    target: Target,
    work: (handler: Handler) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.#faults.run(operation, target, () => work(this.#handler(target)));
    } catch (error) {
      throw refusalOf(error, what(target, operation));
    }
  }

  #handler({ type }: Target): Handler {
    const handler = type === RELEASE_TYPE ? this.#releases : this.#objects;
    if (handler === undefined) throw new ProviderError("the provider is not configured");
    return handler;
  }
}

function what({ type, name }: Target, operation: Operation): string {
  return `${GERUNDS[operation]} ${type.slice(type.lastIndexOf(":") + 1)} ${name}`;
}
