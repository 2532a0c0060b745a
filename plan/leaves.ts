import { isList, isMap, type Json } from "./json.ts";

/** One value that differs; a side that lacks it is undefined. */
export interface LeafChange {
  /** As the engine writes paths: `tags.Name`, `routes[0].cidrBlock`, `tags["kubernetes.io/role/elb"]`. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/**
 * Every leaf at which two values differ, in the order of the paths. Lists are compared place by place. Texts that are
 * JSON documents, such as IAM policies, are compared inside.
 */
export function leafChanges(before: Json, after: Json): readonly LeafChange[] {
  return compared("", before, after).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function compared(path: string, before: Json | undefined, after: Json | undefined): LeafChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [branches(path, before), branches(path, after)];
  // Two empty sides have nothing to descend to: one of them is absent or of another kind.
  if (was !== undefined && is !== undefined && was.size + is.size > 0) {
    const paths = [...new Set([...was.keys(), ...is.keys()])];
    return paths.flatMap((one) => compared(one, was.get(one), is.get(one)));
  }
  const documents = [document(before), document(after)] as const;
  if (documents[0] !== undefined && documents[1] !== undefined) {
    const inside = compared(path, ...documents);
    // Only the notation differs, and what reads the text may care.
    if (inside.length > 0) return inside;
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

type Branches = ReadonlyMap<string, Json>;

/** What lies directly below a value, by path; nothing below an absent one; undefined for a leaf. */
function branches(path: string, value: Json | undefined): Branches | undefined {
  if (value === undefined) return new Map();
  if (isList(value)) return new Map(value.map((one, index) => [`${path}[${index}]`, one]));
  if (isMap(value)) return new Map(Object.entries(value).map(([key, one]) => [memberPath(path, key), one]));
  return undefined;
}

function memberPath(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function document(value: Json | undefined): Json | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}
