import { createHash } from "node:crypto";
import { isUnknown, type Properties, type Value } from "../provider/properties.ts";
import type { CheckFailure } from "../provider/stand-in.ts";
import { textAt } from "./object.ts";

type InputType = "string" | "boolean" | "number" | "object";

const INPUTS: Readonly<Record<string, InputType>> = {
  ...{ chart: "string", version: "string", name: "string", namespace: "string", description: "string" },
  ...{ compat: "string", keyring: "string", repositoryOpts: "object", values: "object", timeout: "number" },
  ...{ maxHistory: "number", manifest: "object", resourceNames: "object" },
  ...{ allowNullValues: "boolean", atomic: "boolean", cleanupOnFail: "boolean", createNamespace: "boolean" },
  ...{ dependencyUpdate: "boolean", devel: "boolean", disableCRDHooks: "boolean", lint: "boolean" },
  ...{ disableOpenapiValidation: "boolean", disableWebhooks: "boolean", forceUpdate: "boolean" },
  ...{ recreatePods: "boolean", renderSubchartNotes: "boolean", replace: "boolean", resetValues: "boolean" },
  ...{ reuseValues: "boolean", skipAwait: "boolean", skipCrds: "boolean", takeOwnership: "boolean" },
  ...{ verify: "boolean", waitForJobs: "boolean" },
};

/** Inputs that would change what a release holds in a way that the simulator does not follow. */
const NOT_SIMULATED = ["postrender", "valueYamlFiles"];

const INTERNAL = ["__defaults", "__internal"];

const NAME_DIGITS = 8;

/** Helm's own limit for the name of a release. */
const NAME_LENGTH = 53;

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Faults that need neither chart nor cluster. */
export function releaseFailures(inputs: Properties): readonly CheckFailure[] {
  const given = Object.entries(inputs).filter(([name, value]) => !INTERNAL.includes(name) && value !== null);
  const failures = given.flatMap(([name, value]) => inputFailures(name, value));
  if (inputs["chart"] === undefined || inputs["chart"] === "")
    failures.push({ property: "chart", reason: "a release needs a chart" });
  const name = textAt(inputs, "name");
  if (name !== undefined && !isUnknown(name) && (!NAME.test(name) || name.length > NAME_LENGTH))
    failures.push({
      property: "name",
      reason: `expected at most ${NAME_LENGTH} lower-case letters, digits and dashes, got "${name}"`,
    });
  return failures;
}

function inputFailures(property: string, value: Value): CheckFailure[] {
  if (NOT_SIMULATED.includes(property)) return [{ property, reason: `${property} is not simulated` }];
  const type = INPUTS[property];
  if (type === undefined) return [{ property, reason: `a release has no input ${property}` }];
  if (isUnknown(value) || typeof value === type) return [];
  return [{ property, reason: `expected a ${type}, got a ${typeof value}` }];
}

/** Inputs with the namespace and name that the provider chooses; a made-up name is kept for life. */
export function completed(
  inputs: Properties,
  logicalName: string,
  from: { readonly before: Properties; readonly seed: string | Uint8Array; readonly namespace: string },
): Properties {
  const namespace = inputs["namespace"] ?? from.namespace;
  if (inputs["name"] !== undefined && inputs["name"] !== null) return { ...inputs, namespace };
  const madeUp = new RegExp(`-[0-9a-f]{${NAME_DIGITS}}$`);
  const before = textAt(from.before, "name") ?? "";
  const isKept = before.startsWith(`${logicalName}-`) && madeUp.test(before);
  const digits = createHash("sha256")
    .update(logicalName)
    .update(from.seed)
    .digest("hex")
    .slice(0, NAME_DIGITS);
  return { ...inputs, namespace, name: isKept ? before : `${logicalName}-${digits}` };
}
