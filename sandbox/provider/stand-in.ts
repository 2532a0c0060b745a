import type { Properties } from "./properties.ts";

/** The resource that a request is about. */
export interface Target {
  /** Type token, such as `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** Name of the resource among all stacks of all projects. */
  readonly urn: string;
  /** How long the program lets the operation take, in seconds. @default - the provider's own limit */
  readonly timeoutSeconds?: number;
}

/** A refused input, told by the engine beside the resource. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

export type ChangeKind = "add" | "update" | "delete";

/** One changed input, by its path, such as `tags.Name`. */
export interface InputChange {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

export interface DiffResult {
  readonly changes: readonly InputChange[];
  /** The old resource must go first, because both cannot exist at once. */
  readonly deleteBeforeReplace: boolean;
}

export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

/** What a resource looks like now; found under `id`, which may differ from the one asked for. */
export interface ReadResult {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/**
 * What a stand-in for an official provider plugin does, free of gRPC.
 *
 * Properties hold no secrets: the engine takes the marks off before it asks and puts them back afterwards.
 * During a preview they may hold unknown values.
 */
export interface StandIn {
  /** Version of the SDK whose provider it stands in for. */
  readonly version: string;
  /** Pulumi schema of the package, as an object. */
  schema(): unknown;
  checkConfig(settings: Properties): CheckResult;
  /** Paths of the settings whose change replaces the provider, and with it all its resources. */
  diffConfig(before: Properties, after: Properties): DiffResult;
  configure(settings: Properties): void;
  check(
    target: Target,
    before: Properties,
    inputs: Properties,
    seed: Uint8Array,
  ): CheckResult | Promise<CheckResult>;
  /** What a change of the inputs means; `state` is what the resource was at last. */
  diff(target: Target, before: Properties, after: Properties, state: Properties): DiffResult;
  /** Outputs as far as they are known beforehand; with the state before it, of an update. */
  preview(target: Target, inputs: Properties, before?: Properties): Properties | Promise<Properties>;
  create(target: Target, inputs: Properties): Promise<Created>;
  /** `undefined` when nothing exists under the id. Both the inputs before and the state are empty for an import. */
  read(target: Target, id: string, before: Properties, state: Properties): Promise<ReadResult | undefined>;
  update(target: Target, id: string, inputs: Properties, before: Properties): Promise<Properties>;
  delete(target: Target, id: string, before: Properties): Promise<void>;
}
