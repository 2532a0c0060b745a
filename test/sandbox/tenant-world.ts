import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { certificatePath, clusterToken } from "../../sandbox/clusters/credentials.ts";
import { removeCluster, startCluster, stopClusters } from "../../sandbox/clusters/clusters.ts";
import { GUARD_LABELS } from "../../components/tenant/guards/admission-plan.ts";
import { rolePlan } from "../../components/tenant/role-plan.ts";
import { TENANT_ROLES } from "../../fleet/tenant-vocabulary.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { ApiClient, type Answer, type Ask, type Principal } from "./api-client.ts";

/** An object as the API server takes it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

export interface ApiServer {
  readonly client: ApiClient;
  readonly stop: () => Promise<void>;
}

const CLUSTER = "attacked";

/** A real API server with its controllers, in a folder of its own. */
export async function startApiServer(): Promise<ApiServer> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-attacks-"));
  const wish = {
    name: CLUSTER,
    serviceCidr: "172.20.0.0/16",
    region: "eu-central-1",
    account: "111122223333",
  };
  const { endpoint } = await startCluster(dir, wish);
  const ca = readFileSync(certificatePath(dir, CLUSTER), "utf8");
  const port = Number(new URL(endpoint).port);
  const client = new ApiClient({ port, ca, token: clusterToken(dir, CLUSTER, "atoll-deployer") });
  const stop = async (): Promise<void> => {
    await removeCluster(dir, CLUSTER);
    await stopClusters(dir);
    rmSync(dir, { recursive: true, force: true });
  };
  return { client, stop };
}

/** Objects that a recording would send, namespaces first. */
export function objectsOf(resources: readonly PlannedResource[]): readonly KubernetesObject[] {
  const objects = resources
    .filter(({ custom, type }) => custom && type.startsWith("kubernetes:"))
    .map(({ inputs }) => inputs as unknown as KubernetesObject);
  return objects.sort((a, b) => Number(b.kind === "Namespace") - Number(a.kind === "Namespace"));
}

const PLURALS: Readonly<Record<string, string>> = {
  Ingress: "ingresses",
  NetworkPolicy: "networkpolicies",
  ServiceEntry: "serviceentries",
  ValidatingAdmissionPolicy: "validatingadmissionpolicies",
};

/** Where objects of this kind live, for one namespace or none. */
export function collectionOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = PLURALS[kind] ?? `${kind.toLowerCase()}s`;
  return metadata.namespace === undefined
    ? `${root}/${plural}`
    : `${root}/namespaces/${metadata.namespace}/${plural}`;
}

/** Creates objects with strict validation; the account that Kubernetes makes by itself is applied. */
export async function create(client: ApiClient, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) {
    const path = collectionOf(object);
    const strict = "fieldValidation=Strict";
    await client.must(
      object.kind === "ServiceAccount" && object.metadata.name === "default"
        ? {
            method: "PATCH",
            path: `${path}/default?fieldManager=atoll&${strict}`,
            contentType: "application/apply-patch+yaml",
            body: object,
          }
        : { method: "POST", path: `${path}?${strict}`, body: object },
    );
  }
}

/** Longest that a controller or a cache of the API server takes, in tries of 50 milliseconds. */
const TRIES = 600;

/** Asks again until the answer is as wished; the last answer in any case. */
export async function askUntil(
  ask: () => Promise<Answer>,
  wished: (answer: Answer) => boolean,
  most = TRIES,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const got = await ask();
    if (wished(got) || tries >= most) return got;
    await sleep(50);
  }
}

/** Waits until every quota of a namespace is in force: until then the API server refuses all, which proves nothing. */
export async function quotasInForce(client: ApiClient, namespace: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/resourcequotas`;
  const inForce = ({ body }: Answer): boolean => {
    const items = (body["items"] ?? []) as { readonly spec: Hard; readonly status: Partial<Hard> }[];
    const count = (hard: Hard["hard"] = {}): number => Object.keys(hard).length;
    return items.length > 0 && items.every(({ spec, status }) => count(status.hard) === count(spec.hard));
  };
  const last = await askUntil(() => client.must({ path }), inForce);
  if (!inForce(last))
    throw new Error(`quotas of ${namespace} are not in force: ${JSON.stringify(last.body)}`);
}

interface Hard {
  readonly hard: Readonly<Record<string, string>>;
}

/** What a principal may not do: the request, which never leaves a trace, and the words of the refusal. */
export function dry(asked: Ask): Ask {
  return { ...asked, path: `${asked.path}${asked.path.includes("?") ? "&" : "?"}dryRun=All` };
}

/** The three kinds of principal of one tenant, each with the rights of a developer. */
export function developersOf(tenant: string, namespace: string): Readonly<Record<string, Principal>> {
  const everybody = ["system:authenticated"];
  return {
    user: { user: `${tenant}-ann`, groups: everybody },
    group: { user: "bob", groups: [`tenant:${tenant}:developers`, ...everybody] },
    "service account": {
      user: `system:serviceaccount:${namespace}:app`,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, ...everybody],
    },
  };
}

/** The roles of the cluster, which namespaces bind. */
export function tenantRoles(): readonly KubernetesObject[] {
  return rolePlan().map(({ name, rules }) => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: TENANT_ROLES[name], labels: GUARD_LABELS },
    rules,
  }));
}

/** Gives a user and the application's account the role that otherwise only the group has. */
export function extraBinding(tenant: string, namespace: string): KubernetesObject {
  const apiGroup = "rbac.authorization.k8s.io";
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: "RoleBinding",
    metadata: { name: "of-the-test", namespace },
    roleRef: { apiGroup, kind: "ClusterRole", name: TENANT_ROLES.developer },
    subjects: [
      { apiGroup, kind: "User", name: `${tenant}-ann` },
      { kind: "ServiceAccount", name: "app", namespace },
    ],
  };
}
