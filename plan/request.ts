import type { Json, JsonMap } from "./json.ts";
import { type PlannedResource, resourceKey, SECRET, UNKNOWN } from "./plan.ts";
import { optionsField } from "./options.ts";
import type { RegisterRequest } from "./recording-monitor.ts";

/**
 * How Pulumi marks values on the wire.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
 */
const UNKNOWN_ON_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** Type in a URN, without those of its parents. */
export function typeOfUrn(urn: string): string {
  const [, , qualifiedType = ""] = urn.split("::");
  return qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
}

/** `type::name` of a URN, or of a provider reference, which is a URN followed by an id. */
export function keyOfUrn(urn: string): string {
  const [, , , name = ""] = urn.split("::");
  return resourceKey({ type: typeOfUrn(urn), name });
}

/** What a program asked to be registered, in the words of a plan. */
export function plannedResource(request: RegisterRequest): PlannedResource {
  const parent = request.getParent();
  const provider = request.getProvider();
  const importId = request.getImportid();
  const inputs = masked(request.getObject()?.toJavaScript() ?? {});
  return {
    type: request.getType(),
    name: request.getName(),
    ...(parent === "" ? {} : { parent: keyOfUrn(parent) }),
    ...(provider === "" ? {} : { provider: keyOfUrn(provider) }),
    inputs: inputs as PlannedResource["inputs"],
    dependencies: [...new Set(request.getDependenciesList().map(keyOfUrn))].sort(),
    protect: request.getProtect() ?? false,
    custom: request.getCustom(),
    ...(importId === "" ? {} : { importId }),
    ...optionsOf(request),
    ...aliasesOf(request),
    ...sourcesOf(request, inputs),
  };
}

function optionsOf(request: RegisterRequest): Pick<PlannedResource, "options"> {
  const deletedWith = request.getDeletedwith();
  return optionsField({
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    deletedWith: deletedWith === "" ? undefined : keyOfUrn(deletedWith),
    ignoreChanges: request.getIgnorechangesList().toSorted(),
    replaceOnChanges: request.getReplaceonchangesList().toSorted(),
    replaceWith: request.getReplaceWithList().map(keyOfUrn).sort(),
    replacementTrigger: triggerOf(request),
    retainOnDelete: request.getRetainondelete() === true ? true : undefined,
  });
}

function triggerOf(request: RegisterRequest): Json | undefined {
  const trigger = request.getReplacementTrigger();
  return trigger === undefined ? undefined : masked(trigger.toJavaScript());
}

function aliasesOf(request: RegisterRequest): Pick<PlannedResource, "aliases"> {
  const specs = request.getAliasesList().map((alias) => {
    const spec = alias.getSpec();
    if (spec === undefined) return keyOfUrn(alias.getUrn());
    return resourceKey({
      type: spec.getType() === "" ? request.getType() : spec.getType(),
      name: spec.getName() === "" ? request.getName() : spec.getName(),
    });
  });
  const aliases = [...new Set([...specs, ...request.getAliasurnsList().map(keyOfUrn)])].sort();
  return aliases.length === 0 ? {} : { aliases };
}

/** An input whose value is not shown says nothing of where it comes from, so its resources are kept beside it. */
function sourcesOf(request: RegisterRequest, inputs: Json): Pick<PlannedResource, "sources"> {
  const dependencies = request.getPropertydependenciesMap();
  const sources = Object.entries(inputs as JsonMap).flatMap(([name, value]) => {
    const keys = dependencies.get(name)?.getUrnsList().map(keyOfUrn) ?? [];
    return keys.length > 0 && hidesValue(value) ? [[name, [...new Set(keys)].sort()] as const] : [];
  });
  return sources.length === 0 ? {} : { sources: Object.fromEntries(sources) };
}

function hidesValue(value: Json): boolean {
  if (value === UNKNOWN || value === SECRET) return true;
  return typeof value === "object" && value !== null && Object.values(value as JsonMap).some(hidesValue);
}

/** A value from the wire with secrets and unknowns in words; keys keep the order in which they were sent. */
export function masked(value: Json): Json {
  if (value === UNKNOWN_ON_WIRE) return UNKNOWN;
  if (Array.isArray(value)) return value.map((one: Json) => masked(one));
  if (typeof value !== "object" || value === null) return value;
  const map = value as JsonMap;
  if (map[SIGNATURE] === SECRET_SIGNATURE) return SECRET;
  return Object.fromEntries(Object.entries(map).map(([key, one]) => [key, masked(one)]));
}
