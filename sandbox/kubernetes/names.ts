import { createHash } from "node:crypto";
import type { Properties } from "../provider/properties.ts";
import { ANNOTATIONS } from "./annotations.ts";
import { annotation, objectAt, textAt } from "./object.ts";

const DIGITS = 8;

function digits(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, DIGITS);
}

export function isAutonamed(inputs: Properties): boolean {
  return annotation(inputs, ANNOTATIONS.autonamed) === "true";
}

/** Where the digits of made-up names come from. */
export class NameSeeds {
  readonly #existing = new Set<string>();

  /**
   * The first object of a resource gets digits that follow from the resource, so that an update finds what a lost one
   * has made. The engine asks for a successor's name right after it has asked about the object that exists, and without
   * that object: then, and only then, the digits are drawn by lot, as the official provider always draws them.
   */
  seed(urn: string, before: Properties, random: Uint8Array): string | Uint8Array {
    if (Object.keys(before).length > 0) this.#existing.add(urn);
    else if (this.#existing.has(urn)) return random;
    return urn;
  }
}

/** Inputs with a made-up name where the program gives none: the logical one and eight digits, kept for life. */
export function withObjectName(
  inputs: Properties,
  logicalName: string,
  before: Properties,
  seed: string | Uint8Array,
): Properties {
  const metadata = objectAt(inputs, "metadata");
  if (metadata["name"] !== undefined && metadata["name"] !== null) return inputs;
  const kept = isAutonamed(before) ? textAt(before, "metadata", "name") : undefined;
  const name = kept ?? `${logicalName}-${digits(logicalName, seed)}`;
  const annotations = { ...objectAt(metadata, "annotations"), [ANNOTATIONS.autonamed]: "true" };
  return { ...inputs, metadata: { ...metadata, name, annotations } };
}

/**
 * The field manager of one resource, which is also its mark: an object with this manager was made for this resource of
 * this stack, whatever became of the update that made it. The official provider draws the digits by lot.
 */
export function fieldManager(urn: string): string {
  return `pulumi-kubernetes-${digits(urn)}`;
}
