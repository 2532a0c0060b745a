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

const NAME = "tls";

const HOUR_MILLISECONDS = 3_600_000;

/** The one input that can change on a certificate that exists. */
const RENEWAL = "earlyRenewalHours";
const READY = "readyForRenewal";

const known = (type: string): TlsKind => knownKind(NAME, TLS_KINDS, type);

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
  readonly checkConfig = noSettings;
  readonly version: string;

  constructor(version: string) {
    this.version = version;
  }

  schema(): unknown {
    return kindsSchema(NAME, this.version, TLS_KINDS);
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
    const changes = changedInputs(kind, before, after).map((path): InputChange => {
      return { path, kind: "update", replaces: path !== RENEWAL };
    });
    const renewal: readonly InputChange[] =
      kind.ends === true && isReady(after, state) ? [{ path: READY, kind: "update", replaces: true }] : [];
    return { changes: [...changes, ...renewal], deleteBeforeReplace: false };
  }

  preview({ type }: Target, inputs: Properties, before?: Properties): Properties {
    const kind = known(type);
    if (before !== undefined) return { ...before, ...completed(kind, inputs) };
    return { ...previewOf(kind, inputs), ...(kind.ends === true ? { [READY]: false } : {}) };
  }

  create({ type }: Target, inputs: Properties): Promise<Created> {
    return created(known(type), inputs);
  }

  /** A certificate whose time has come says so. */
  async read({ type }: Target, id: string, before: Properties, state: Properties): Promise<ReadResult> {
    const kind = known(type);
    const found = readState(NAME, id, before, state);
    const renewal = kind.ends === true && isReady(state, state) ? { [READY]: true } : {};
    return Promise.resolve({ ...found, outputs: { ...found.outputs, ...renewal } });
  }

  update({ type }: Target, _id: string, inputs: Properties, before: Properties): Promise<Properties> {
    return Promise.resolve({ ...before, ...completed(known(type), inputs) });
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }
}
