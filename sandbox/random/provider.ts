import { ProviderError } from "../provider/error.ts";
import { schemaFailures } from "../provider/inputs.ts";
import { canonical, UNKNOWN_VALUE, type Properties } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, StandIn, Target } from "../provider/stand-in.ts";
import { RANDOM_KINDS, type RandomKind } from "./kinds.ts";

function known(type: string): RandomKind {
  const kind = Object.hasOwn(RANDOM_KINDS, type) ? RANDOM_KINDS[type] : undefined;
  if (kind === undefined) throw new ProviderError(`the stand-in for the random provider has no ${type}`);
  return kind;
}

function completed({ complete }: RandomKind, inputs: Properties): Properties {
  return complete?.(inputs) ?? inputs;
}

const NO_CHANGE: DiffResult = { changes: [], deleteBeforeReplace: false };

/** Stand-in for the random provider: values are made once, kept in the state, and made anew when an input changes. */
export class RandomStandIn implements StandIn {
  readonly version: string;

  constructor(version: string) {
    this.version = version;
  }

  schema(): unknown {
    const resources = Object.entries(RANDOM_KINDS).map(([token, { inputs }]) => [
      token,
      { requiredInputs: Object.keys(inputs).filter((name) => inputs[name]?.required === true) },
    ]);
    return { name: "random", version: this.version, resources: Object.fromEntries(resources) as unknown };
  }

  checkConfig(settings: Properties): CheckResult {
    return { inputs: settings, failures: schemaFailures(settings, {}) };
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
    const kind = known(type);
    const [old, next] = [completed(kind, before), completed(kind, after)];
    const changed = Object.keys(kind.inputs).filter((name) => canonical(old[name]) !== canonical(next[name]));
    return {
      changes: changed.map((path) => ({ path, kind: "update", replaces: true })),
      deleteBeforeReplace: false,
    };
  }

  preview({ type }: Target, inputs: Properties): Properties {
    const kind = known(type);
    const results = kind.results.map((name) => [name, UNKNOWN_VALUE] as const);
    return { ...completed(kind, inputs), ...Object.fromEntries(results) };
  }

  create({ type }: Target, inputs: Properties): Promise<Created> {
    const kind = known(type);
    const complete = completed(kind, inputs);
    const { id, results } = kind.create(complete);
    return Promise.resolve({ id, outputs: { ...complete, ...results } });
  }

  /** The state is all there is. */
  read({ type }: Target, id: string, before: Properties, state: Properties): Promise<ReadResult | undefined> {
    known(type);
    if (Object.keys(state).length === 0) {
      return Promise.reject(new ProviderError("the stand-in for the random provider cannot import"));
    }
    return Promise.resolve({ id, inputs: before, outputs: state });
  }

  update({ type }: Target): Promise<Properties> {
    return Promise.reject(new ProviderError(`${type}: every change replaces it, so there is no update`));
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }
}
