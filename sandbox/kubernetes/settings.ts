import { canonical, isUnknown, type Properties } from "../provider/properties.ts";
import type { CheckFailure, CheckResult, DiffResult, InputChange } from "../provider/stand-in.ts";
import { clusterAccess } from "./kubeconfig.ts";

type SettingType = "string" | "boolean" | "object";

/** Settings of the provider. Some only shape messages of the official one, and are accepted. */
const SETTINGS: Readonly<Record<string, SettingType>> = {
  kubeconfig: "string",
  context: "string",
  cluster: "string",
  namespace: "string",
  clusterIdentifier: "string",
  deleteUnreachable: "boolean",
  enableConfigMapMutable: "boolean",
  enableSecretMutable: "boolean",
  enablePatchForce: "boolean",
  enableServerSideApply: "boolean",
  upsertExistingObjects: "boolean",
  suppressDeprecationWarnings: "boolean",
  suppressHelmHookWarnings: "boolean",
  kubeClientSettings: "object",
};

/** Settings of the official provider that would change what the stand-in does, and don't. */
const NOT_SIMULATED = [
  "alwaysRender",
  "helmReleaseSettings",
  "renderYamlToDirectory",
  "skipUpdateUnreachable",
];

const INTERNAL = ["version", "pluginDownloadURL", "__internal", "__defaults"];

export function checkedSettings(settings: Properties): CheckResult {
  const given = Object.entries(settings).filter(
    ([name, value]) => !INTERNAL.includes(name) && value !== null,
  );
  return { inputs: settings, failures: given.flatMap(([name, value]) => settingFailures(name, value)) };
}

function settingFailures(property: string, value: unknown): readonly CheckFailure[] {
  if (NOT_SIMULATED.includes(property)) return [{ property, reason: `${property} is not simulated` }];
  const type = SETTINGS[property];
  if (type === undefined) return [{ property, reason: `the Kubernetes provider has no setting ${property}` }];
  if (typeof value === "string" && isUnknown(value)) return [];
  if (typeof value !== type && !(type === "string" && property === "kubeconfig" && typeof value === "object"))
    return [{ property, reason: `expected a ${type}, got a ${typeof value}` }];
  if (property === "enableServerSideApply" && value === false)
    return [{ property, reason: "client-side apply is not simulated" }];
  return [];
}

/**
 * Another cluster replaces the provider and all its objects. The identifier alone says whether it is another one;
 * where none is set, the address of the server does.
 */
export function settingsDiff(before: Properties, after: Properties): DiffResult {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !INTERNAL.includes(name),
  );
  const changed = names.filter((name) => canonical(before[name] ?? null) !== canonical(after[name] ?? null));
  const replaces = isOtherCluster(before, after);
  const deciding = decidingSetting(before, after);
  const changes = changed.map((path): InputChange => ({
    path,
    kind: before[path] === undefined ? "add" : after[path] === undefined ? "delete" : "update",
    replaces: replaces && path === deciding,
  }));
  return { changes, deleteBeforeReplace: false };
}

function decidingSetting(before: Properties, after: Properties): string {
  if (text(before, "clusterIdentifier") && text(after, "clusterIdentifier")) return "clusterIdentifier";
  return canonical(before["kubeconfig"]) === canonical(after["kubeconfig"]) ? "context" : "kubeconfig";
}

function isOtherCluster(before: Properties, after: Properties): boolean {
  const [was, is] = [text(before, "clusterIdentifier"), text(after, "clusterIdentifier")];
  // What is not known yet is no reason to announce that everything goes.
  if (isUnknown(is)) return false;
  if (was !== undefined && is !== undefined) return was !== is;
  const [old, fresh] = [serverOf(before), serverOf(after)];
  return old !== undefined && fresh !== undefined && old !== fresh;
}

function serverOf(settings: Properties): string | undefined {
  try {
    return clusterAccess(kubeconfigText(settings) ?? "", text(settings, "context")).server.href;
  } catch {
    return undefined;
  }
}

/** A kubeconfig of JSON has been decoded on its way here, as everything else that is no text. */
export function kubeconfigText(settings: Properties): string | undefined {
  const { kubeconfig } = settings;
  if (kubeconfig === undefined || kubeconfig === null || kubeconfig === "") return undefined;
  return typeof kubeconfig === "string" ? kubeconfig : JSON.stringify(kubeconfig);
}

export function text(settings: Properties, name: string): string | undefined {
  const value = settings[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
