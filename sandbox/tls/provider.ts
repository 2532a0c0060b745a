import { ProviderError } from "../provider/error.ts";
import { schemaFailures } from "../provider/inputs.ts";
import { canonical, UNKNOWN_VALUE, type Properties } from "../provider/properties.ts";
import type {
  CheckResult,
  Created,
  DiffResult,
  InputChange,
  ReadResult,
  StandIn,
  Target,
} from "../provider/stand-in.ts";
import { TLS_KINDS, type TlsKind } from "./kinds.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** The one input that can change on a certificate that exists. */
const RENEWAL = "earlyRenewalHours";
const READY = "readyForRenewal";

const NO_CHANGE: DiffResult = { changes: [], deleteBeforeReplace: false };

function known(type: string): TlsKind {
  const kind = Object.hasOwn(TLS_KINDS, type) ? TLS_KINDS[type] : undefined;
  if (kind === undefined) throw new ProviderError(`the stand-in for the tls provider has no ${type}`);
  return kind;
}

/** Whether a certificate has ended, or is near enough to its end to be made anew. */
function isReady(inputs: Properties, state: Properties): boolean {
  const { validityEndTime } = state;
  const early = typeof inputs[RENEWAL] === "number" ? inputs[RENEWAL] : 0;
  return (
    typeof validityEndTime === "string" &&
    Date.parse(validityEndTime) - early * HOUR_MILLISECONDS <= Date.now()
  );
}

/** Stand-in for the tls provider: keys and certificates are real, made once, and kept in the state. */
export class TlsStandIn implements StandIn {
  readonly version: string;

  constructor(version: string) {
    this.version = version;
  }

  schema(): unknown {
    const resources = Object.entries(TLS_KINDS).map(([token, { inputs }]) => [
      token,
      { requiredInputs: Object.keys(inputs).filter((name) => inputs[name]?.required === true) },
    ]);
    return { name: "tls", version: this.version, resources: Object.fromEntries(resources) as unknown };
  }

  checkConfig(settings: Properties): CheckResult {
    return { inputs: settings, failures: schemaFailures(settings, {}) };
  }

  diffConfig(): DiffResult {
    return NO_CHANGE;
  }

  configure(): void {
    // Its settings are about fetching certificates of servers, which is not simulated.
  }

  check({ type }: Target, _before: Properties, inputs: Properties): CheckResult {
    const kind = known(type);
    return { inputs, failures: [...schemaFailures(inputs, kind.inputs), ...kind.faults(inputs)] };
  }

  /** Every input replaces but the time of renewal; and a certificate is replaced when that time has come. */
  diff({ type }: Target, before: Properties, after: Properties, state: Properties): DiffResult {
    const kind = known(type);
    const value = (inputs: Properties, name: string): string =>
      canonical(inputs[name] ?? kind.defaults[name] ?? "");
    const changed = Object.keys(kind.inputs).filter((name) => value(before, name) !== value(after, name));
    const changes: InputChange[] = changed.map((path) => ({
      path,
      kind: "update",
      replaces: path !== RENEWAL,
    }));
    const renewal: readonly InputChange[] =
      kind.ends === true && isReady(after, state) ? [{ path: READY, kind: "update", replaces: true }] : [];
    return { changes: [...changes, ...renewal], deleteBeforeReplace: false };
  }

  preview({ type }: Target, inputs: Properties, before?: Properties): Properties {
    const kind = known(type);
    if (before !== undefined) return { ...before, ...kind.defaults, ...inputs };
    const results = kind.results.map((name) => [name, UNKNOWN_VALUE] as const);
    const renewal = kind.ends === true ? { [READY]: false } : {};
    return { ...kind.defaults, ...inputs, ...Object.fromEntries(results), ...renewal };
  }

  async create({ type }: Target, inputs: Properties): Promise<Created> {
    const kind = known(type);
    const complete = { ...kind.defaults, ...inputs };
    const { id, results } = await kind.create(complete);
    return { id, outputs: { ...complete, ...results } };
  }

  /** The state is all there is; a certificate whose time has come says so. */
  read({ type }: Target, id: string, before: Properties, state: Properties): Promise<ReadResult | undefined> {
    const kind = known(type);
    if (Object.keys(state).length === 0) {
      return Promise.reject(new ProviderError("the stand-in for the tls provider cannot import"));
    }
    const renewal = kind.ends === true && isReady(state, state) ? { [READY]: true } : {};
    return Promise.resolve({ id, inputs: before, outputs: { ...state, ...renewal } });
  }

  update({ type }: Target, _id: string, inputs: Properties, before: Properties): Promise<Properties> {
    return Promise.resolve({ ...before, ...known(type).defaults, ...inputs });
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }
}
