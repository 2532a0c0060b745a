import { rangeRefusals, type Inputs, type Refusals } from "../kind.ts";

const HOP_LIMIT = [1, 64] as const;

/** Refusal by the provider of a field whose value is none of those it knows. */
export function oneOf(inputs: Inputs, path: string, name: string, allowed: readonly string[]): Refusals {
  const value = inputs.optionalText(name);
  if (value === undefined || allowed.includes(value)) return [];
  const choices = allowed.map((one) => `"${one}"`).join(" ");
  return [[`${path}.${name}`, `expected ${path}.${name} to be one of [${choices}], got ${value}`]];
}

export function metadataRefusals(inputs: Inputs): Refusals {
  const metadata = inputs.object("metadataOptions");
  const path = "metadataOptions";
  return [
    ...oneOf(metadata, path, "httpTokens", ["optional", "required"]),
    ...oneOf(metadata, path, "httpEndpoint", ["disabled", "enabled"]),
    ...oneOf(metadata, path, "instanceMetadataTags", ["disabled", "enabled"]),
    ...rangeRefusals(metadata, "httpPutResponseHopLimit", HOP_LIMIT).map(
      ([name, reason]) => [`${path}.${name}`, reason] as const,
    ),
  ];
}

/** EC2's own choices for the metadata service of an instance. */
const METADATA = {
  httpEndpoint: "enabled",
  httpProtocolIpv6: "disabled",
  httpPutResponseHopLimit: 1,
  httpTokens: "optional",
  instanceMetadataTags: "disabled",
};

/** The metadata service of an instance: what was asked for, and what EC2 chooses. */
export function withMetadata(inputs: Inputs) {
  return { metadataOptions: { ...METADATA, ...inputs.object("metadataOptions").all } };
}
