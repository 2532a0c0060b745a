import { admissionSpec, bindingSpec } from "../../../components/tenant/guards/admission-plan.ts";
import {
  PLATFORM_SHARE,
  platformSchema,
  TENANTS_LEVEL,
  TENANTS_SCHEMA,
  TENANTS_SHARE,
} from "../../../components/tenant/guards/fair-share.ts";
import type { Guard } from "../../../components/tenant/guards/guard.ts";
import { GUARDS, guardsOf } from "../../../components/tenant/guards/guards.ts";
import { services } from "../../../components/tenant/guards/policies/services.ts";
import { namespacePlan } from "../../../components/tenant/namespace-plan.ts";
import type { TenantSettings } from "../../../components/tenant/settings.ts";
import { ADMISSION_API, FLOW_CONTROL_API, type GuardMode } from "../../../fleet/guard-vocabulary.ts";
import { NAMESPACE_NAME_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import { FACTS, sampleSlice } from "../../components/tenant/sample-slices.ts";
import type { Principal } from "../api-client.ts";
import { podOf } from "../tenant-attacks.ts";
import { type ApiServer, create, developersOf, type KubernetesObject } from "../tenant-world.ts";
import { FOREIGN_KINDS, platformObject } from "./attacks-by-kinds.ts";

/** Label by which a namespace of the test leaves one guard, for one that lacks one check. */
const OPEN_GUARD = "open-guard";
const OPEN_CHECK = "open-check";

/** One namespace per check, where all guards hold but that one. */
export interface OpenPlace {
  readonly tenant: string;
  readonly namespace: string;
  readonly guard: Guard;
  readonly check: string;
}

export const OPEN_PLACES: readonly OpenPlace[] = GUARDS.flatMap((guard) =>
  Object.keys(guard.checks).map((check) => ({ guard, check })),
).map((one, index) => ({ ...one, tenant: `open${index}`, namespace: `open${index}--live` }));

/** What admission must know of a tenant of the test: one application, one database, production. */
export const settingsOf = (tenant: string, changes: Partial<TenantSettings> = {}): TenantSettings =>
  sampleSlice({
    tenant,
    leastReplicas: 3,
    mesh: true,
    registries: ["registry.lagoon.cloud"],
    applications: [
      {
        name: "web",
        repository: "https://github.com/lagoon/web.git",
        path: "deploy",
        tool: "kustomize",
        port: 80,
        public: true,
        revision: "main",
        hosts: ["web.live.acme.apps.lagoon.cloud"],
      },
    ],
    databases: [{ name: "main", size: "small", major: "17", pooler: false, lifecycle: "active" }],
    ...changes,
  });

const admission = (kind: string, name: string, spec: object): KubernetesObject => ({
  apiVersion: ADMISSION_API,
  kind,
  metadata: { name },
  spec,
});

/** A guard and its binding, in force where its label says nothing else. */
export function guardObjects(guard: Guard): readonly KubernetesObject[] {
  const elsewhere = { key: OPEN_GUARD, operator: "NotIn", values: [guard.name] };
  const matchResources = { namespaceSelector: { matchExpressions: [elsewhere] } };
  return [
    admission("ValidatingAdmissionPolicy", guard.name, admissionSpec(guard)),
    admission("ValidatingAdmissionPolicyBinding", guard.name, {
      ...bindingSpec(guard, "deny"),
      matchResources,
    }),
  ];
}

/** How the API server shares itself, as the guards' component makes it. */
export function shareObjects(namespaces: readonly string[]): readonly KubernetesObject[] {
  const object = (kind: string, name: string, spec: object): KubernetesObject => ({
    apiVersion: FLOW_CONTROL_API,
    kind,
    metadata: { name },
    spec,
  });
  return [
    object("FlowSchema", PLATFORM_SHARE, platformSchema(namespaces)),
    object("PriorityLevelConfiguration", TENANTS_SHARE, TENANTS_LEVEL),
    object("FlowSchema", TENANTS_SHARE, TENANTS_SCHEMA),
  ];
}

/** The same guard without one check, in force in one namespace. */
function mutated({ guard, check }: OpenPlace): readonly KubernetesObject[] {
  const name = `${guard.name}-without-${check}`;
  const { [check]: _gone, ...checks } = guard.checks;
  if (Object.keys(checks).length === 0) return [];
  const here = { [OPEN_GUARD]: guard.name, [OPEN_CHECK]: check };
  return [
    admission("ValidatingAdmissionPolicy", name, admissionSpec({ ...guard, name, checks })),
    admission("ValidatingAdmissionPolicyBinding", name, {
      ...bindingSpec({ name }, "deny"),
      matchResources: { namespaceSelector: { matchLabels: here } },
    }),
  ];
}

/** Where one guard is that of a cluster which is not EKS, and where it is that of one which wants to be told first. */
export const ELSEWHERE = "else--live";
export const TOLD_FIRST = "told--live";

/** That guard in one namespace alone, bound as a mode says. */
function alone(namespace: string, guard: Guard, mode: GuardMode): readonly KubernetesObject[] {
  const name = `${guard.name}-in-${namespace}`;
  const matchLabels = { [NAMESPACE_NAME_LABEL]: namespace };
  return [
    admission("ValidatingAdmissionPolicy", name, admissionSpec({ ...guard, name })),
    admission("ValidatingAdmissionPolicyBinding", name, {
      ...bindingSpec({ name }, mode),
      matchResources: { namespaceSelector: { matchLabels } },
    }),
  ];
}

const RBAC = "rbac.authorization.k8s.io";

/** All rights in one namespace, for the three kinds of principal. */
function owners(tenant: string, namespace: string): readonly KubernetesObject[] {
  const rules = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
  const [apiVersion, apiGroup] = [`${RBAC}/v1`, RBAC];
  const metadata = { name: "owner", namespace };
  const subjects = [
    { apiGroup, kind: "User", name: `${tenant}-ann` },
    { apiGroup, kind: "Group", name: `tenant:${tenant}:developers` },
    { kind: "ServiceAccount", name: "app", namespace },
  ];
  return [
    { apiVersion, kind: "Role", metadata, rules },
    {
      apiVersion,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup, kind: "Role", name: "owner" },
      subjects,
    },
  ];
}

/** A tenant's namespace with its parameters, without walls: what is refused there is refused by a guard, or by Pod Security. */
function place(
  settings: TenantSettings,
  labels: Readonly<Record<string, string>> = {},
  isUntold = false,
): KubernetesObject[] {
  const plan = namespacePlan(settings, FACTS);
  const metadata = {
    ...plan,
    labels: { ...plan.labels, ...labels },
    ...(isUntold ? { annotations: {} } : {}),
  };
  const running = podOf(plan.name);
  return [
    { apiVersion: "v1", kind: "Namespace", metadata },
    ...owners(settings.tenant, plan.name),
    ...["app", "main"].map((name) => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace: plan.name },
    })),
    platformObject(plan.name),
    {
      ...running,
      metadata: { ...running.metadata, name: "web" },
      spec: { ...(running["spec"] as object), ...OWN },
    },
  ];
}

/** What a pod needs where its tenant has nodes of its own; elsewhere a test's pod does without. */
const OWN = { serviceAccountName: "app" };

function definition([apiVersion, kind, plural]: (typeof FOREIGN_KINDS)[number]): KubernetesObject {
  const [group = "", name = ""] = apiVersion.split("/");
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  const annotations = {
    "api-approved.kubernetes.io": "https://github.com/kubernetes/enhancements/pull/1111",
  };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}`, ...{ annotations } },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [{ name, served: true, storage: true, schema }],
    },
  };
}

export const HOME = "acme--live";
export const OWN_NODES = "deep--live";
export const UNTOLD = "mute--live";
export const ASLEEP = "nap--live";
export const OWNERS = developersOf("acme", HOME);

/** The principal that owns a namespace. */
export const ownerOf = (tenant: string, who: string): Principal =>
  developersOf(tenant, `${tenant}--live`)[who] ?? { user: "nobody", groups: [] };

/** Two tenants behind all guards, and one namespace for each check that lacks it. */
export async function furnish({ client }: ApiServer): Promise<void> {
  await create(client, FOREIGN_KINDS.map(definition));
  await create(client, place(settingsOf("acme")));
  await create(client, place(settingsOf("deep", { ownNodes: true, tier: "dedicated-nodes" })));
  await create(client, place(settingsOf("mute"), {}, true));
  await create(client, place(settingsOf("nap", { frozen: true })));
  await Promise.all(
    OPEN_PLACES.map(({ tenant, guard, check }) => {
      const ownNodes = check === "own-nodes";
      const labels = { [OPEN_GUARD]: guard.name, [OPEN_CHECK]: check };
      const frozen = check === "asleep";
      return create(client, place(settingsOf(tenant, { ownNodes, frozen }), labels, check === "told"));
    }),
  );
  for (const tenant of ["else", "told"])
    await create(client, place(settingsOf(tenant), { [OPEN_GUARD]: services.name }));
  await create(client, [
    ...guardsOf(FACTS).flatMap(guardObjects),
    ...OPEN_PLACES.flatMap(mutated),
    ...alone(ELSEWHERE, services, "deny"),
    ...alone(TOLD_FIRST, services, "audit"),
  ]);
}
