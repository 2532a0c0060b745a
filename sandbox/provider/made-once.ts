import { ProviderError } from "./error.ts";
import { type InputFacts, schemaFailures } from "./inputs.ts";
import { canonical, UNKNOWN_VALUE, type Properties } from "./properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult } from "./stand-in.ts";

/** What is made of inputs: its id, and the outputs that are no inputs. */
export interface Made {
  readonly id: string;
  readonly results: Properties;
}

/** One type of a provider that asks nobody: what it makes is made once, and the state is all there is of it. */
export interface MadeKind {
  readonly inputs: Readonly<Record<string, InputFacts>>;
  /** Inputs with what absent ones mean, as the outputs tell it. @default - the inputs as they are */
  readonly complete?: (inputs: Properties) => Properties;
  /** Outputs that are no inputs; unknown in a preview. */
  readonly results: readonly string[];
  /** Makes it from complete inputs. */
  readonly create: (inputs: Properties) => Made | Promise<Made>;
}

export type Kinds<Kind extends MadeKind> = Readonly<Record<string, Kind>>;

/** @throws ProviderError for a type that is not simulated */
export function knownKind<Kind extends MadeKind>(provider: string, kinds: Kinds<Kind>, type: string): Kind {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) throw new ProviderError(`the stand-in for the ${provider} provider has no ${type}`);
  return kind;
}

/** Pulumi schema of a provider, as far as the engine asks for it. */
export function kindsSchema(name: string, version: string, kinds: Kinds<MadeKind>): unknown {
  const resources = Object.entries(kinds).map(([token, { inputs }]) => [
    token,
    { requiredInputs: Object.keys(inputs).filter((input) => inputs[input]?.required === true) },
  ]);
  return { name, version, resources: Object.fromEntries(resources) as unknown };
}

/** A provider without settings takes none. */
export function noSettings(settings: Properties): CheckResult {
  return { inputs: settings, failures: schemaFailures(settings, {}) };
}

export const NO_CHANGE: DiffResult = { changes: [], deleteBeforeReplace: false };

export function completed({ complete }: MadeKind, inputs: Properties): Properties {
  return complete?.(inputs) ?? inputs;
}

/** Names of the inputs that mean something else than before. */
export function changedInputs(kind: MadeKind, before: Properties, after: Properties): readonly string[] {
  const [old, next] = [completed(kind, before), completed(kind, after)];
  return Object.keys(kind.inputs).filter((name) => canonical(old[name]) !== canonical(next[name]));
}

/** What is known of it before it is made. */
export function previewOf(kind: MadeKind, inputs: Properties): Properties {
  const results = kind.results.map((name) => [name, UNKNOWN_VALUE] as const);
  return { ...completed(kind, inputs), ...Object.fromEntries(results) };
}

export async function created(kind: MadeKind, inputs: Properties): Promise<Created> {
  const complete = completed(kind, inputs);
  const { id, results } = await kind.create(complete);
  return { id, outputs: { ...complete, ...results } };
}

/** @throws ProviderError for an import: nobody else knows it */
export function readState(provider: string, id: string, inputs: Properties, state: Properties): ReadResult {
  if (Object.keys(state).length === 0)
    throw new ProviderError(`the stand-in for the ${provider} provider cannot import`);
  return { id, inputs, outputs: state };
}
