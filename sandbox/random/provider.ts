import { ProviderError } from "../provider/error.ts";
import { schemaFailures } from "../provider/inputs.ts";
import {
  changedInputs,
  completed,
  created,
  kindsSchema,
  knownKind,
  NO_CHANGE,
  noSettings,
  previewOf,
  readState,
} from "../provider/made-once.ts";
import type { Properties } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, StandIn, Target } from "../provider/stand-in.ts";
import { RANDOM_KINDS, type RandomKind } from "./kinds.ts";

const NAME = "random";

const known = (type: string): RandomKind => knownKind(NAME, RANDOM_KINDS, type);

/** Stand-in for the random provider: values are made once, kept in the state, and made anew when an input changes. */
export class RandomStandIn implements StandIn {
  readonly checkConfig = noSettings;
  readonly version: string;

  constructor(version: string) {
    this.version = version;
  }

  schema(): unknown {
    return kindsSchema(NAME, this.version, RANDOM_KINDS);
  }

  diffConfig(): DiffResult {
    return NO_CHANGE;
  }

  configure(): void {
    // The random provider has no settings.
  }

  /** Inputs stay as they were given: the provider's defaults are of its schema, which a check does not apply. */
  check({ type }: Target, _before: Properties, inputs: Properties): CheckResult {
    const kind = known(type);
    const fault = kind.fault?.(completed(kind, inputs));
    const failures = [...schemaFailures(inputs, kind.inputs), ...(fault === undefined ? [] : [fault])];
    return { inputs, failures };
  }

  /** Every input replaces: the value was made from it. */
  diff({ type }: Target, before: Properties, after: Properties): DiffResult {
    const changed = changedInputs(known(type), before, after);
    return {
      changes: changed.map((path) => ({ path, kind: "update", replaces: true })),
      deleteBeforeReplace: false,
    };
  }

  preview({ type }: Target, inputs: Properties): Properties {
    return previewOf(known(type), inputs);
  }

  create({ type }: Target, inputs: Properties): Promise<Created> {
    return created(known(type), inputs);
  }

  async read({ type }: Target, id: string, before: Properties, state: Properties): Promise<ReadResult> {
    known(type);
    return Promise.resolve(readState(NAME, id, before, state));
  }

  update({ type }: Target): Promise<Properties> {
    return Promise.reject(new ProviderError(`${type}: every change replaces it, so there is no update`));
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }
}
