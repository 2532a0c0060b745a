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
  readonly #raw: unknown;
  /** Its path, or the value it lies in: most values are never spoken of. */
  readonly #place: string | Value;
  readonly #key: string | number;

  constructor(path: string | Value, raw: unknown, key: string | number = "") {
    this.#place = path;
    this.#raw = raw;
    this.#key = key;
  }

  /** As the engine writes paths: `vpcConfig.publicAccessCidrs[0]`. */
  get path(): string {
    if (typeof this.#place === "string") return this.#place;
    const above = this.#place.path;
    return typeof this.#key === "number" ? `${above}[${this.#key}]` : memberPath(above, this.#key);
  }

  /** What stands there, mark or value. */
  get raw(): unknown {
    return this.#raw;
  }

  /** True for what is known only after an update, and for secrets. */
  get isUnknown(): boolean {
    const raw = this.#raw;
    if (typeof raw !== "string") return false;
    return NOT_SHOWN.has(raw) || (raw.startsWith("${") && REFERENCE.test(raw));
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
    const value = new Value(this, below, key);
    return rest.length === 0 ? value : value.at(...rest);
  }

  /** Items of a list; one that is unknown as a whole is its own only item, and a single value stands for a list of one. */
  get items(): readonly Value[] {
    if (Array.isArray(this.#raw)) return this.#raw.map((one: unknown, index) => new Value(this, one, index));
    return this.isAbsent ? [] : [this];
  }

  /** Keys of a map. */
  get keys(): readonly string[] {
    return isMap(this.#raw) ? Object.keys(this.#raw) : [];
  }

  /** What a text says as JSON, at the same path; a map stays as it is, and a text that is no JSON becomes absent. */
  get parsed(): Value {
    const { text } = this;
    return text === undefined ? this : new Value(this.path, parsedJson(text));
  }

  /** For messages: JSON, cut when it is long. */
  get shown(): string {
    if (this.isAbsent) return "nothing";
    const text = JSON.stringify(this.#raw);
    return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 3)}...`;
  }
}

/** The text that was read last: the rules ask for one document one after the other. */
let last: { readonly text: string; readonly json: unknown } | undefined;

function parsedJson(text: string): unknown {
  if (last?.text !== text) last = { text, json: jsonOf(text) };
  return last.json;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function memberPath(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
