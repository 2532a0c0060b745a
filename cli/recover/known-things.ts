import { RESOURCE_TAG } from "../../fleet/tags.ts";
import type { TaggedResource } from "./cloud-search.ts";
import { idOfArn } from "./import-ids.ts";
import type { ExportedState } from "./state.ts";

/** Attributes that hold a resource's own ARN: most types call it `arn`. */
const ARN_ATTRIBUTES = ["arn", "accessEntryArn", "associationArn"];

const TEMPLATE_TYPE = "aws:ec2/launchTemplate:LaunchTemplate";

/** What of the cloud a state has. */
export class KnownThings {
  /** Types that the state has, each with its ids. Two types may use the same id, such as a role and its profile. */
  readonly #ids = new Map<string, Set<string>>();
  readonly #arns = new Set<unknown>();
  /** Logical names of templates: machines and their disks carry that of the one from which they were made. */
  readonly #templates = new Set<string>();

  constructor({ deployment }: ExportedState) {
    for (const { type, id, urn, outputs } of deployment.resources ?? []) {
      if (id === undefined) continue;
      if (type === TEMPLATE_TYPE) this.#templates.add(urn.split("::").slice(3).join("::"));
      const arns = ARN_ATTRIBUTES.flatMap((name) => outputs?.[name] ?? []).filter(isText);
      for (const arn of arns) this.#arns.add(arn);
      const ids = this.#ids.get(type) ?? new Set();
      // Some are imported under another id than the one they have: cluster and association, association alone.
      for (const one of [id, ...arns.map((arn) => idOfArn(type, arn))]) if (one !== undefined) ids.add(one);
      this.#ids.set(type, ids);
    }
  }

  /** Whether something was made by a resource of the state, by whose name it is called: it comes and goes with that. */
  hasMaker({ arn, tags }: TaggedResource): boolean {
    return idOfArn(TEMPLATE_TYPE, arn) === undefined && this.#templates.has(tags[RESOURCE_TAG] ?? "");
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
