import type { Resource } from "./resource.ts";
import { Value } from "./value.ts";

/** A reference to another resource's id, as plans write it. */
const REFERENCE = /^\$\{([^}/]+)\.id\}$/;

/** What the resources of one type lead to by one input. */
interface Links {
  /** Users by what stands there: the name of a resource whose id it is, the key of one it comes from, or a text. */
  readonly byName: ReadonlyMap<string, readonly Resource[]>;
  readonly byKey: ReadonlyMap<string, readonly Resource[]>;
  readonly byText: ReadonlyMap<string, readonly Resource[]>;
  /** Those of which nobody can say yet what they lead to. */
  readonly open: ReadonlySet<Resource>;
}

/** What a stack's resources are to each other: which there are of a type, and which of them a value comes from. */
export class Wiring {
  readonly #byType: ReadonlyMap<string, readonly Resource[]>;
  readonly #names: ReadonlySet<string>;
  readonly #links = new Map<string, Links>();

  constructor(resources: readonly Resource[]) {
    this.#byType = Map.groupBy(resources, ({ type }) => type);
    this.#names = new Set(resources.map(({ name }) => name));
  }

  /** Resources of a type. */
  ofType(type: string): readonly Resource[] {
    return this.#byType.get(type) ?? [];
  }

  /**
   * Resources of a type that one input comes from. In plans an id names its resource, and other values say where they
   * come from; in the engine all do. None where the value is that of something outside the stack.
   */
  from(user: Resource, input: string, type: string): readonly Resource[] {
    const names = new Set(namesIn(user.inputs[input]));
    const keys = new Set(user.sources?.[input]);
    if (names.size + keys.size === 0) return [];
    return this.ofType(type).filter(({ name }) => names.has(name) || keys.has(`${type}::${name}`));
  }

  /**
   * Resources of a type that use another in one input: by its id, or by the name that stands in an input of it.
   *
   * @param named input with the other's name. @default - they refer to its id
   */
  users(used: Resource, type: string, input: string, named?: string): readonly Resource[] {
    const { byName, byKey, byText } = this.#linksOf(type, input);
    const text = named === undefined ? undefined : new Value(named, used.inputs[named]).text;
    const found = [
      byName.get(used.name),
      byKey.get(`${used.type}::${used.name}`),
      text === undefined ? undefined : byText.get(text),
    ].filter((some) => some !== undefined);
    return found.length < 2 ? (found[0] ?? []) : [...new Set(found.flat())];
  }

  /** Whether nobody can say yet what an input leads to: it is unknown, and comes from no resource of the stack. */
  isOpen(user: Resource, input: string): boolean {
    return this.#linksOf(user.type, input).open.has(user);
  }

  /** Whether that holds for any resource of a type. */
  hasOpen(type: string, input: string): boolean {
    return this.#linksOf(type, input).open.size > 0;
  }

  #linksOf(type: string, input: string): Links {
    const place = `${type} ${input}`;
    const known = this.#links.get(place);
    if (known !== undefined) return known;
    const made = this.#newLinks(this.ofType(type), input);
    this.#links.set(place, made);
    return made;
  }

  #newLinks(users: readonly Resource[], input: string): Links {
    const byName = new Map<string, Resource[]>();
    const byKey = new Map<string, Resource[]>();
    const byText = new Map<string, Resource[]>();
    const open = new Set<Resource>();
    for (const user of users) {
      const raw = user.inputs[input];
      const keys = user.sources?.[input] ?? [];
      for (const name of namesIn(raw)) add(byName, name, user);
      for (const key of keys) add(byKey, key, user);
      if (typeof raw === "string") add(byText, raw, user);
      if (keys.length === 0 && this.#isOpen(raw, input)) open.add(user);
    }
    return { byName, byKey, byText, open };
  }

  #isOpen(raw: unknown, input: string): boolean {
    const { items } = new Value(input, raw);
    return items.some((one) => one.isUnknown && !namesIn(one.raw).some((name) => this.#names.has(name)));
  }
}

function add(map: Map<string, Resource[]>, key: string, user: Resource): void {
  const users = map.get(key);
  if (users === undefined) map.set(key, [user]);
  else if (!users.includes(user)) users.push(user);
}

/** Names of resources whose ids stand in an input, alone or in a list. */
function namesIn(raw: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return items.flatMap((one) => {
    const name = typeof one === "string" ? REFERENCE.exec(one)?.[1] : undefined;
    return name === undefined ? [] : [name];
  });
}

const WIRINGS = new WeakMap<readonly Resource[], Wiring>();

/** The wiring of a stack, made when it is first asked for. */
export function wiringOf(resources: readonly Resource[]): Wiring {
  const known = WIRINGS.get(resources);
  if (known !== undefined) return known;
  const made = new Wiring(resources);
  WIRINGS.set(resources, made);
  return made;
}
