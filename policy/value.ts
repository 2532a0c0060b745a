/** What plans and the engine put where a value is not known yet, or not to be shown. */
const NOT_SHOWN: ReadonlySet<unknown> = new Set([
  "<known after up>",
  "<secret>",
  // The engine's marks, one for each kind of value. @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/plugin/rpc.go
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A reference to another resource's id, as plans write it. */
const REFERENCE = /^\$\{[^}]+\.id\}$/;

/** Longest text that a message repeats. */
const SHOWN_CHARACTERS = 100;

/**
 * A place inside a resource's inputs. Reading below an absent or unknown value never fails: what lies below is absent
 * or unknown as well.
 */
export class Value {
  /** As the engine writes paths: `vpcConfig.publicAccessCidrs[0]`. */
  readonly path: string;
  readonly #raw: unknown;

  constructor(path: string, raw: unknown) {
    this.path = path;
    this.#raw = raw;
  }

  /** True for what is known only after an update, and for secrets. */
  get isUnknown(): boolean {
    return NOT_SHOWN.has(this.#raw) || (typeof this.#raw === "string" && REFERENCE.test(this.#raw));
  }

  get isAbsent(): boolean {
    return this.#raw === undefined || this.#raw === null;
  }

  /** The value itself; undefined when it is absent or unknown. */
  get known(): unknown {
    return this.isUnknown || this.#raw === null ? undefined : this.#raw;
  }

  /** The value as text; undefined for anything else. */
  get text(): string | undefined {
    return typeof this.known === "string" ? this.known : undefined;
  }

  /** What lies below, step by step. */
  at(...keys: readonly string[]): Value {
    const [key, ...rest] = keys;
    if (key === undefined) return this;
    // Nothing can be said of what lies below, so the path stays where it stops being known.
    if (this.isUnknown) return this;
    const below = isMap(this.#raw) ? this.#raw[key] : undefined;
    return new Value(memberPath(this.path, key), below).at(...rest);
  }

  /** Items of a list; one that is unknown as a whole is its own only item, and a single value stands for a list of one. */
  get items(): readonly Value[] {
    if (Array.isArray(this.#raw))
      return this.#raw.map((one: unknown, index) => new Value(`${this.path}[${index}]`, one));
    return this.isAbsent ? [] : [this];
  }

  /** Keys of a map. */
  get keys(): readonly string[] {
    return isMap(this.#raw) ? Object.keys(this.#raw) : [];
  }

  /** What a text says as JSON, at the same path; a map stays as it is, and a text that is no JSON becomes absent. */
  get parsed(): Value {
    if (this.text === undefined) return this;
    try {
      return new Value(this.path, JSON.parse(this.text) as unknown);
    } catch {
      return new Value(this.path, undefined);
    }
  }

  /** For messages: JSON, cut when it is long. */
  get shown(): string {
    if (this.isAbsent) return "nothing";
    const text = JSON.stringify(this.#raw);
    return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 3)}...`;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function memberPath(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
