import { isObject, isUnknown, type Properties, type Value } from "../provider/properties.ts";
import type { Cloud, Place, Query, Thing } from "./cloud.ts";
import type { ClusterHost } from "./cluster-host.ts";
import { AwsError } from "./error.ts";
import type { Quota } from "./quotas.ts";

/** Inputs of a resource as AWS receives them, read by name and type. */
export class Inputs {
  readonly all: Properties;

  constructor(all: Properties) {
    this.all = all;
  }

  text(name: string): string {
    return this.optionalText(name) ?? "";
  }

  /** Undefined when absent or empty, which the provider treats alike, and when not known yet. */
  optionalText(name: string): string | undefined {
    const value = this.all[name];
    return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
  }

  /** Whether it is given, be it unknown yet. */
  has(name: string): boolean {
    const value = this.all[name];
    return value !== undefined && value !== null && value !== "";
  }

  /** A nested object; an empty one when it is absent or not known yet. */
  object(name: string): Inputs {
    const value = this.all[name];
    return new Inputs(isObject(value) ? value : {});
  }

  number(name: string): number {
    const value = this.all[name];
    return typeof value === "number" ? value : 0;
  }

  /** Whether it is given, but its value is not known yet. */
  isOpen(name: string): boolean {
    return isUnknown(this.all[name]);
  }

  flag(name: string): boolean {
    return this.all[name] === true;
  }

  texts(name: string): readonly string[] {
    return this.#list(name).filter((item) => typeof item === "string" && !isUnknown(item)) as string[];
  }

  objects(name: string): readonly Inputs[] {
    return this.#list(name)
      .filter(isObject)
      .map((item) => new Inputs(item));
  }

  #list(name: string): readonly Value[] {
    const value = this.all[name];
    return Array.isArray(value) ? (value as readonly Value[]) : [];
  }
}

/** One request to AWS. */
export interface Call extends Place {
  readonly cloud: Cloud;
  readonly inputs: Inputs;
  readonly tags: Readonly<Record<string, string>>;
  /** Region of the provider, also where the thing itself has none. */
  readonly providerRegion: string;
}

/** A thing by its id, and the attributes that AWS adds to the inputs. */
export interface Made {
  readonly id: string;
  readonly computed: Properties;
}

/** What is left to know of a thing that is deleted: where it was, and the inputs of the last update. */
export interface Gone extends Place {
  readonly id: string;
  readonly inputs: Inputs;
}

/** Refused inputs with the reasons; an empty name stands for several inputs together. */
export type Refusals = readonly (readonly [property: string, reason: string])[];

/**
 * What AWS does with one type of resource. Everything that a schema knows is checked before.
 *
 * A kind refuses by throwing `AwsError`; the request is a transaction, so a refused one leaves nothing.
 */
export interface Kind {
  /** As the provider's errors call it, such as `EC2 VPC`. */
  readonly label: string;
  /** Service and calls as in the errors, such as `EC2` and `CreateVpc`. */
  readonly service: string;
  readonly calls: { readonly create: string; readonly update?: string; readonly delete: string };
  /** IAM has no regions. */
  readonly global?: true;
  /** Type under which the cloud keeps it, when it takes over what AWS made itself. @default - the type itself */
  readonly storedAs?: string;
  /** Values that AWS takes for absent inputs. */
  readonly defaults?: Properties;
  /** The provider makes up a name from the logical one when the program gives none; with this before it. */
  readonly autonamed?: "" | "alias/";
  /** Input that holds the name. @default "name" */
  readonly nameInput?: string;
  /** Inputs that are JSON documents: the same document in another notation is no change. */
  readonly documents?: readonly string[];
  /** Inputs that AWS keeps in a form of its own, each with how it makes that form: another spelling is no change. */
  readonly spellings?: Readonly<Record<string, (given: string) => string>>;
  /** Refused before AWS is asked, by the provider: input and reason. What is not known yet must pass. */
  readonly refusals?: (inputs: Inputs) => Refusals;
  /** Quota that an injected `quota` fault names. */
  readonly quota?: Quota;
  readonly create: (call: Call) => Made;
  /** Attributes that change besides the inputs. */
  readonly update?: (call: Call, before: Thing) => Properties;
  readonly delete?: (call: Call, thing: Thing) => void;
  /** Attributes that an update makes anew, so that a preview of one does not know them. */
  readonly remade?: readonly string[];
  /**
   * Does what a request means outside the cloud's file, such as starting an API server, and says which attributes that
   * gives. It runs after the transaction of a create, an update and a read, so it must do nothing when all is there:
   * whoever was killed in between is caught up with.
   */
  readonly settle?: (host: ClusterHost, cloud: Cloud, thing: Thing) => Promise<Properties>;
  /** Takes away what `settle` did. It runs after a deletion, also when the thing was gone already. */
  readonly unsettle?: (host: ClusterHost, cloud: Cloud, gone: Gone) => Promise<void>;
  /** Attributes that other things decide, by name. A refresh takes them for inputs only where the program gave them. */
  readonly seen?: Readonly<Record<string, (cloud: Cloud, thing: Thing) => Value>>;
  /** What an import id means; absent where it is simply the id. */
  readonly importQuery?: (id: string) => Query;
  /**
   * Why the provider cannot import what this id leads to. Absent where its importer looks at nothing: then the read
   * that follows finds nothing, and the engine says that the resource does not exist.
   */
  readonly importFault?: (id: string, found: Thing | undefined) => string | undefined;
}

/** Refusal of a number outside its bounds; one that is absent or not known yet passes. */
export function rangeRefusals(inputs: Inputs, name: string, [min, max]: readonly [number, number]): Refusals {
  const value = inputs.all[name];
  if (typeof value !== "number" || (value >= min && value <= max)) return [];
  return [[name, `expected a number in ${min}..${max}, got ${value}`]];
}

/** The thing that an input refers to, in the same account and region. */
export function referred(call: Call, type: string, id: string, missing: AwsError): Thing {
  const found = call.cloud.find({ type, id, account: call.account, region: call.region });
  if (found === undefined) throw missing;
  return found;
}

/** Things of a type in the place of the call. */
export function neighbours(call: Call, type: string, state: Query["state"] = {}): readonly Thing[] {
  return call.cloud.list({ type, account: call.account, region: call.region, state });
}

/** An attribute that is text; empty when it is not set. */
export function textIn(state: Properties, name: string): string {
  return new Inputs(state).text(name);
}

/** An attribute of a thing that is text. */
export function text({ state }: Thing, name: string): string {
  return textIn(state, name);
}

/** Adds a thing that AWS makes on its own, such as the default security group of a VPC. */
export function putImplicit(call: Call, type: string, id: string, state: Properties): void {
  call.cloud.put({ type, id, account: call.account, region: call.region, state, tags: {} });
}

/** Refuses a deletion that something else depends on. */
export function refuseDependency(what: string, id: string): never {
  throw new AwsError("DependencyViolation", `The ${what} '${id}' has dependencies and cannot be deleted.`);
}
