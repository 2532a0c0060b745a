import awsTypes from "../fleet/aws-types.json" with { type: "json" };

const TYPES: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>> =
  awsTypes.types;

/** Whether a type of AWS carries tags; undefined for one that the fleet does not know. */
export function isTaggable(type: string): boolean | undefined {
  const known = TYPES[type];
  return known === undefined ? undefined : Object.hasOwn(known.inputs, "tags");
}
