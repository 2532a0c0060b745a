import { MANAGE_RIGHT, OPERATED_POD_LABELS } from "../../../fleet/guard-vocabulary.ts";
import { databaseObjectName } from "../../../fleet/names.ts";
import { TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { GuardCheck } from "./guard.ts";

/** Expressions of CEL that several guards share. Only strings of this code get into them, never one of a tenant. */

/** A string as CEL writes it: JSON's way is one of CEL's. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A list of strings. */
export const listed = (texts: readonly string[]): string => `[${texts.map(quoted).join(", ")}]`;

/**
 * Whether one of EKS' own parts asks. Nobody who signs in to EKS can have a name that begins like theirs; elsewhere
 * anybody can.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export const EKS_ACCOUNT = 'request.userInfo.username.startsWith("eks:")';

/**
 * Whether Kubernetes itself or a controller of the platform asks: an account outside of tenants' namespaces, whose names
 * alone hold two hyphens in a row.
 */
export const PLATFORM_ACCOUNT =
  '(request.userInfo.username.matches("^system:(serviceaccount:|node:|kube-|apiserver)") && !request.userInfo.username.matches("^system:serviceaccount:[^:]*--"))';

/** Whether a controller of Kubernetes makes an object because a tenant's object says so. */
const ON_BEHALF =
  '(request.operation == "CREATE" && request.userInfo.username.startsWith("system:serviceaccount:kube-system:"))';

/** Whether a tenant is behind a request. */
export const AS_TENANT = `(!${PLATFORM_ACCOUNT} || ${ON_BEHALF})`;

/** Whether the one who asks may manage tenants. */
const MANAGER = `authorizer.group(${quoted(MANAGE_RIGHT.group)}).resource(${quoted(MANAGE_RIGHT.resource)}).check(${quoted(MANAGE_RIGHT.verb)}).allowed()`;

/**
 * Whether the platform asks, be it a controller of it or whoever deploys it. What it makes is not held against the
 * Namespace: for a moment the API server may show that one as it was before the same run.
 */
export const PLATFORM = `(${PLATFORM_ACCOUNT} || ${MANAGER})`;

/** Whether a database asks: the accounts of its pods are no tenant's, for a guard keeps all others to two. */
export const DATABASE_ACCOUNT = `request.userInfo.username.matches("^system:serviceaccount:[^:]*--[^:]*:${databaseObjectName("")}[a-z0-9-]+$")`;

/** A pod, or the pod that a workload describes: something with `metadata` and `spec`. */
const POD =
  '(object.kind == "Pod" ? object : object.kind == "CronJob" ? object.spec.jobTemplate.spec.template : object.spec.template)';

/** Whether a pod is one of an operator of the platform; a guard sees to it that no tenant says so. */
export const OPERATED = `${POD}.?metadata.?labels.orValue({}).exists(label, label in ${listed(OPERATED_POD_LABELS)})`;

/** Variables around a pod. */
export const POD_VARIABLES = {
  pod: POD,
  spec: "variables.pod.spec",
  labels: "variables.pod.?metadata.?labels.orValue({})",
  annotations: "variables.pod.?metadata.?annotations.orValue({})",
  containers:
    "variables.spec.containers + variables.spec.?initContainers.orValue([]) + variables.spec.?ephemeralContainers.orValue([])",
  volumes: "variables.spec.?volumes.orValue([])",
} as const;

/** What the Namespace says. */
export const NAMESPACE_VARIABLES = {
  tenant: `namespaceObject.metadata.labels[${quoted(TENANT_LABEL)}]`,
  parameters: "namespaceObject.metadata.?annotations.orValue({})",
} as const;

/** A parameter, or nothing. */
export const parameter = (name: string): string => `variables.parameters[?${quoted(name)}].orValue("")`;

/** A parameter that holds a list. */
export const parameters = (name: string): string =>
  `variables.parameters[?${quoted(name)}].orValue("").split(",")`;

/** True where the Namespace lacks a parameter, which `told` refuses in words of its own. */
export const untold = (name: string): string => `!(${quoted(name)} in variables.parameters)`;

/** That the Namespace has a parameter at all: one that is missing could not be compared with. */
export const told = (name: string): GuardCheck => ({
  expression: `!(${untold(name)}) || ${PLATFORM}`,
  message: `this namespace lacks the annotation ${name}, without which nothing of this kind is admitted: the platform's next deployment writes it`,
});

/** Whether no key of a map begins with one of some prefixes. */
export const noneBegins = (map: string, prefixes: readonly string[]): string =>
  `!${map}.exists(key, ${prefixes.map((prefix) => `key.startsWith(${quoted(prefix)})`).join(" || ")})`;

/** Whether no key of a map governs the mesh; those that only name a workload in its figures do not. */
export const outsideMesh = (map: string): string =>
  `!${map}.exists(key, key.startsWith("istio.io/") || (key.contains(".istio.io/") && !key.startsWith("service.istio.io/")))`;
