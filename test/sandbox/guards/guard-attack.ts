import { GUARDS } from "../../../components/tenant/guards/guards.ts";
import type { Ask } from "../api-client.ts";
import { podOf } from "../tenant-attacks.ts";
import { collectionOf, type KubernetesObject } from "../tenant-world.ts";

/** Something that whoever may do everything in a tenant's namespace tries, and the one check that stops it. */
export interface GuardAttack {
  /** To be read after: nobody can. */
  readonly title: string;
  /** Rows of the table of threats. */
  readonly rows: readonly number[];
  /** Name of the guard without what all of them begin with, and of its check. */
  readonly guard: string;
  readonly check: string;
  readonly ask: (namespace: string) => Ask;
  /** What the API server calls the object in its refusal. */
  readonly subject: (namespace: string) => string;
  /** Answer once the check is gone. @default - that it is done */
  readonly otherwise?: number;
  /** In the namespace of a tenant with nodes of its own. @default - of one without */
  readonly onOwnNodes?: true;
  /** In a namespace that says nothing of what guards must know. @default - in one that does */
  readonly isUntold?: true;
  /** In the namespace of a tenant whose applications sleep. @default - of one that is awake */
  readonly isAsleep?: true;
}

export const GUARD_PREFIX = "atoll-tenant-";

/** The whole refusal. */
export function refusalOf({ guard, check, subject }: GuardAttack, namespace: string): string {
  const name = `${GUARD_PREFIX}${guard}`;
  const message = GUARDS.find((one) => one.name === name)?.checks[check]?.message;
  if (message === undefined) throw new Error(`${guard} has no check ${check}`);
  return `${subject(namespace)} is forbidden: ValidatingAdmissionPolicy '${name}' with binding '${name}' denied request: ${message}`;
}

export type Rest = Readonly<Record<string, unknown>>;

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The request that creates an object called `try`. */
export const creation =
  ({ apiVersion, kind, ...metadata }: Kind, rest: Rest = {}) =>
  (namespace: string): Ask => {
    const body: KubernetesObject = {
      apiVersion,
      kind,
      metadata: { name: "try", namespace, ...metadata },
      ...rest,
    };
    return { method: "POST", path: collectionOf(body), body };
  };

export const called =
  (plural: string, name = "try") =>
  (): string =>
    `${plural} "${name}"`;

/** A pod of the usual kind, with these fields instead. */
export function podWith(changes: {
  readonly spec?: Rest;
  readonly container?: Rest;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}): (namespace: string) => Ask {
  const { labels, annotations, ...rest } = changes;
  return (namespace) => {
    const pod = podOf(namespace, rest);
    const metadata = {
      ...pod.metadata,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    };
    return {
      method: "POST",
      path: `/api/v1/namespaces/${namespace}/pods`,
      body: { ...pod, metadata },
    };
  };
}

/** A Deployment that keeps all rules, with these fields instead. */
export function deploymentOf(changes: {
  readonly spec?: Rest;
  readonly pod?: Rest;
  readonly container?: Rest;
  readonly labels?: Readonly<Record<string, string>>;
}): (namespace: string) => Ask {
  const { spec = {}, pod = {}, container = {}, labels = {} } = changes;
  const readinessProbe = { httpGet: { path: "/", port: 8080 } };
  return (namespace) =>
    creation(
      { apiVersion: "apps/v1", kind: "Deployment", labels },
      {
        spec: {
          replicas: 3,
          selector: { matchLabels: { app: "try" } },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: {
            metadata: { labels: { app: "try" } },
            spec: podOf(namespace, { spec: pod, container: { readinessProbe, ...container } })["spec"],
          },
          ...spec,
        },
      },
    )(namespace);
}
