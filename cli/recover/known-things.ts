import { idOfArn } from "./import-ids.ts";
import type { ExportedState } from "./state.ts";

/** Attributes that hold a resource's own ARN: most types call it `arn`. */
const ARN_ATTRIBUTES = ["arn", "accessEntryArn", "associationArn"];

/** What of the cloud a state has. */
export class KnownThings {
  /** Types that the state has, each with its ids. Two types may use the same id, such as a role and its profile. */
  readonly #ids = new Map<string, Set<string>>();
  readonly #arns = new Set<unknown>();

  constructor({ deployment }: ExportedState) {
    for (const { type, id, outputs } of deployment.resources ?? []) {
      if (id === undefined) continue;
      const arns = ARN_ATTRIBUTES.flatMap((name) => outputs?.[name] ?? []).filter(isText);
      for (const arn of arns) this.#arns.add(arn);
      const ids = this.#ids.get(type) ?? new Set();
      // Some are imported under another id than the one they have: cluster and association, association alone.
      for (const one of [id, ...arns.map((arn) => idOfArn(type, arn))]) if (one !== undefined) ids.add(one);
      this.#ids.set(type, ids);
    }
  }

  hasId(type: string, id: string): boolean {
    return this.#ids.get(type)?.has(id) === true;
  }

  hasArn(arn: string): boolean {
    if (this.#arns.has(arn)) return true;
    return [...this.#ids].some(([type, ids]) => {
      const id = idOfArn(type, arn);
      return id !== undefined && ids.has(id);
    });
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
