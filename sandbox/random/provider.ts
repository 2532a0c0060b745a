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

  check({ type }: Target, _before: Properties, inputs: Properties): CheckResult {
    const kind = known(type);
    const complete = kind.complete?.(inputs) ?? inputs;
    const fault = kind.fault?.(complete);
    const failures = [...schemaFailures(inputs, kind.inputs), ...(fault === undefined ? [] : [fault])];
    return { inputs: complete, failures };
  }

  /** Every input replaces: the value was made from it. */
  diff({ type }: Target, before: Properties, after: Properties): DiffResult {
    const changed = Object.keys(known(type).inputs).filter(
      (name) => canonical(before[name]) !== canonical(after[name]),
    );
    return {
      changes: changed.map((path) => ({ path, kind: "update", replaces: true })),
      deleteBeforeReplace: false,
    };
  }

  preview({ type }: Target, inputs: Properties): Properties {
    const results = known(type).results.map((name) => [name, UNKNOWN_VALUE] as const);
    return { ...inputs, ...Object.fromEntries(results) };
  }

  create({ type }: Target, inputs: Properties): Promise<Created> {
    const { id, results } = known(type).create(inputs);
    return Promise.resolve({ id, outputs: { ...inputs, ...results } });
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
