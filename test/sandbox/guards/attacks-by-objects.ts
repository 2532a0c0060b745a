import { databaseObjectName } from "../../../fleet/names.ts";
import { called, creation, deploymentOf, type GuardAttack, type Rest } from "./guard-attack.ts";

const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

function ofClaim(check: string, title: string, rows: readonly number[], spec: Rest): GuardAttack {
  const ask = creation(
    { apiVersion: "v1", kind: "PersistentVolumeClaim" },
    { spec: { ...claim, storageClassName: "gp3", ...spec } },
  );
  return { title, rows, guard: "claims", check, ask, subject: called("persistentvolumeclaims") };
}

const untold = (attack: GuardAttack): GuardAttack => ({ ...attack, isUntold: true });

const CLAIMS: readonly GuardAttack[] = [
  ofClaim("class", "claim a volume that is not encrypted", [51], { storageClassName: "gp2" }),
  ofClaim("class", "claim a volume of no class", [51], { storageClassName: "" }),
  ofClaim("volume", "claim the volume that another left", [52], { volumeName: "pv-of-another" }),
  ofClaim("volume", "search for a volume that another left", [52], {
    selector: { matchLabels: { tenant: "zeta" } },
  }),
  ofClaim("source", "choose what its volume can do and costs", [51], {
    volumeAttributesClassName: "fastest",
  }),
  untold(ofClaim("told", "claim a volume of a class that nobody has named", [51, 57], {})),
];

const SECRETS: readonly GuardAttack[] = [
  {
    title: "make a token that never ends",
    rows: [21],
    guard: "secrets",
    check: "token",
    ask: creation(
      {
        apiVersion: "v1",
        kind: "Secret",
        annotations: { "kubernetes.io/service-account.name": "app" },
      },
      { type: "kubernetes.io/service-account-token" },
    ),
    subject: called("secrets"),
  },
];

/** Pods of the database `main`, as its operator calls them. */
const DATABASE_PODS = {
  "a pod of a database": `${databaseObjectName("main")}-1`,
  "the pod that begins a database": `${databaseObjectName("main")}-1-initdb-x7k2p`,
  "a pod of a pooler": `${databaseObjectName("main")}-pool-6d4cf56db6-zx9wq`,
};

/** Ways into a pod: two that run something there, and one that leads to its ports, also those that listen for itself alone. */
const WAYS_IN = ["exec", "attach", "portforward"] as const;

const COMMANDS: readonly GuardAttack[] = Object.entries(DATABASE_PODS).flatMap(([what, name]) =>
  WAYS_IN.map((way): GuardAttack => ({
    title: `enter ${what} by ${way}`,
    rows: [30],
    guard: "commands",
    check: "database",
    ask: (namespace) => ({
      method: "POST",
      path: `/api/v1/namespaces/${namespace}/pods/${name}/${way}?command=psql&stdin=true&stdout=true&ports=5432`,
    }),
    subject: called("pods", name),
    // There is no such pod, which is asked only once the guard has let the request pass.
    otherwise: 404,
  })),
);

function ofAutoscaler(check: string, title: string, spec: Rest, rows: readonly number[]): GuardAttack {
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
  const ask = creation(
    { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
    { spec: { scaleTargetRef, minReplicas: 3, maxReplicas: 5, ...spec } },
  );
  return {
    title,
    rows,
    guard: "autoscalers",
    check,
    ask,
    subject: called("horizontalpodautoscalers.autoscaling"),
  };
}

const AUTOSCALERS: readonly GuardAttack[] = [
  ofAutoscaler("most", "grow beyond its pods", { maxReplicas: 100_000 }, [55]),
  {
    ...ofAutoscaler("most", "grow beyond them by an older version of the API", {}, [55, 57]),
    ask: creation(
      { apiVersion: "autoscaling/v1", kind: "HorizontalPodAutoscaler" },
      {
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
          minReplicas: 3,
          maxReplicas: 100_000,
        },
      },
    ),
  },
  untold(ofAutoscaler("told", "grow as far as nobody has said", {}, [55, 57])),
  ofAutoscaler("least", "shrink below what the loss of a zone asks for", { minReplicas: 1 }, []),
];

function ofBudget(check: string, title: string, spec: Rest): GuardAttack {
  const ask = creation(
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget" },
    {
      spec: {
        selector: { matchLabels: { app: "web" } },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        ...spec,
      },
    },
  );
  return { title, rows: [15], guard: "budgets", check, ask, subject: called("poddisruptionbudgets.policy") };
}

const BUDGETS: readonly GuardAttack[] = [
  ofBudget("unavailable", "keep a node by a budget that lets no pod go", { maxUnavailable: 0 }),
  ofBudget("unavailable", "write that in percent", { maxUnavailable: "0%" }),
  ofBudget("unavailable", "write that in more digits", { maxUnavailable: "00%" }),
  ofBudget("available", "keep a node by a budget that wants all pods", { minAvailable: "100%" }),
  ofBudget("available", "keep a node by a budget that wants more pods than there are", { minAvailable: 9 }),
  ofBudget("unhealthy", "keep a node by a pod that does not work", {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "IfHealthyBudget",
  }),
];

const FINALIZERS: readonly GuardAttack[] = [
  {
    title: "keep its namespace from ever going",
    rows: [59],
    guard: "finalizers",
    check: "known",
    ask: (namespace) => ({
      method: "POST",
      path: `/api/v1/namespaces/${namespace}/configmaps`,
      body: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "try", finalizers: ["example.test/never"] },
      },
    }),
    subject: called("configmaps"),
  },
];

function ofDeployment(
  check: string,
  title: string,
  changes: Parameters<typeof deploymentOf>[0],
): GuardAttack {
  const ask = deploymentOf(changes);
  return { title, rows: [], guard: "deployments", check, ask, subject: called("deployments.apps") };
}

const small = { requests: { cpu: "50m", memory: "128Mi" } };

const DEPLOYMENTS: readonly GuardAttack[] = [
  ofDeployment("replicas", "run two pods where three are promised", { spec: { replicas: 2 } }),
  ofDeployment("rollout", "take pods away before others are ready", { spec: { strategy: {} } }),
  ofDeployment("rollout", "stop everything for a new version", { spec: { strategy: { type: "Recreate" } } }),
  ofDeployment("readiness", "take requests before it is ready", { container: { readinessProbe: undefined } }),
  ofDeployment("resources", "leave out its limits", { container: { resources: small } }),
];

/** What objects of a tenant's own may not be. */
export const OBJECT_ATTACKS: readonly GuardAttack[] = [
  ...CLAIMS,
  ...SECRETS,
  ...COMMANDS,
  ...AUTOSCALERS,
  ...BUDGETS,
  ...FINALIZERS,
  ...DEPLOYMENTS,
];
