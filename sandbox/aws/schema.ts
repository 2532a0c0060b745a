import type { InputFacts } from "../provider/inputs.ts";
import { typeFacts } from "./facts.ts";

/** Type of an input in Pulumi's schema language; nested objects are left open. */
function typeSpec({ type, fields }: InputFacts): unknown {
  const open = { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } };
  if (type === "list") return { type: "array", items: fields === undefined ? { type: "string" } : open };
  if (type === "map") return { type: "object", additionalProperties: { type: "string" } };
  return type === "object" ? open : { type };
}

/** Pulumi schema of the package, as far as the table knows it. */
export function packageSchema(version: string, tokens: readonly string[]): unknown {
  const resources = tokens.map((token) => {
    const facts = typeFacts(token);
    const inputs = Object.entries(facts?.inputs ?? {});
    const inputProperties = Object.fromEntries(inputs.map(([name, one]) => [name, typeSpec(one)]));
    const properties = Object.fromEntries(
      (facts?.outputs ?? []).map((name) => [name, inputProperties[name] ?? { $ref: "pulumi.json#/Any" }]),
    );
    const requiredInputs = inputs.filter(([, one]) => one.required === true).map(([name]) => name);
    return [token, { inputProperties, requiredInputs, properties }] as const;
  });
  return { name: "aws", version, resources: Object.fromEntries(resources) };
}
