import { systemImage } from "../../../fleet/charts/system-images.ts";
import { APP_NAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import { PLAN_CRD, UPGRADE_CONTROLLER_LABEL } from "../../../fleet/k3s/system-vocabulary.ts";
import type { RoleRule } from "../../cluster/controller.ts";
import { controllerPod, type PlannedPod } from "../../cluster/controller-pod.ts";
import { UPGRADE_NAMESPACE, type UpgradeSettings } from "./upgrade-plan.ts";

/** The controller, its account and its lease. */
export const UPGRADE_CONTROLLER = "system-upgrade-controller";

export const UPGRADE_PODS: Readonly<Record<string, string>> = { [APP_NAME_LABEL]: UPGRADE_CONTROLLER };

/** @see https://github.com/rancher/system-upgrade-controller/blob/v0.20.1/manifests/system-upgrade-controller.yaml */
export function upgradeControllerPod({ imageMirror }: Pick<UpgradeSettings, "imageMirror">): PlannedPod {
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const environment = {
    SYSTEM_UPGRADE_CONTROLLER_NAME: UPGRADE_CONTROLLER,
    SYSTEM_UPGRADE_CONTROLLER_NAMESPACE: UPGRADE_NAMESPACE,
    SYSTEM_UPGRADE_CONTROLLER_LEADER_ELECT: "true",
    SYSTEM_UPGRADE_CONTROLLER_THREADS: "2",
    SYSTEM_UPGRADE_JOB_BACKOFF_LIMIT: "99",
    SYSTEM_UPGRADE_JOB_IMAGE_PULL_POLICY: "IfNotPresent",
    SYSTEM_UPGRADE_JOB_KUBECTL_IMAGE: systemImage("kubectl", imageMirror),
    SYSTEM_UPGRADE_JOB_PRIVILEGED: "true",
    SYSTEM_UPGRADE_JOB_TTL_SECONDS_AFTER_FINISH: "900",
  };
  return controllerPod({
    // Drains leave pods with the controller's own label alone.
    labels: { ...UPGRADE_PODS, [UPGRADE_CONTROLLER_LABEL]: UPGRADE_CONTROLLER },
    serviceAccount: UPGRADE_CONTROLLER,
    onServers: true,
    container: {
      name: "controller",
      image: systemImage("system-upgrade-controller", imageMirror),
      env: [
        ...Object.entries(environment).map(([name, value]) => ({ name, value })),
        field("SYSTEM_UPGRADE_CONTROLLER_NODE_NAME", "spec.nodeName"),
      ],
      volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    },
    cpuMillicores: 20,
    memoryMiB: 128,
    volumes: [{ name: "tmp", emptyDir: {} }],
  });
}

/** What the controller may do: read nodes and mark them, keep its plans, and make jobs in its own namespace. */
export const UPGRADE_CONTROLLER_RULES: {
  readonly everywhere: readonly RoleRule[];
  readonly inside: readonly RoleRule[];
} = {
  everywhere: [
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch", "update"] },
    { apiGroups: [""], resources: ["namespaces"], resourceNames: ["kube-system"], verbs: ["get"] },
    { apiGroups: [""], resources: ["events"], verbs: ["get", "create", "patch", "update"] },
    // It looks for what is its own everywhere, and changes it in its namespace only.
    { apiGroups: ["batch"], resources: ["jobs"], verbs: ["get", "list", "watch"] },
    { apiGroups: ["upgrade.cattle.io"], resources: ["plans"], verbs: ["get", "list", "watch"] },
    // It brings its kind up to date when it starts; that it is there, the release of the kind sees to.
    {
      apiGroups: ["apiextensions.k8s.io"],
      resources: ["customresourcedefinitions"],
      verbs: ["list", "watch"],
    },
    {
      apiGroups: ["apiextensions.k8s.io"],
      resources: ["customresourcedefinitions"],
      resourceNames: [PLAN_CRD],
      verbs: ["get", "patch", "update"],
    },
  ],
  inside: [
    {
      apiGroups: ["batch"],
      resources: ["jobs"],
      verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    },
    { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] },
    {
      apiGroups: ["upgrade.cattle.io"],
      resources: ["plans", "plans/status"],
      verbs: ["get", "list", "watch", "patch", "update"],
    },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
    {
      apiGroups: ["coordination.k8s.io"],
      resources: ["leases"],
      resourceNames: [UPGRADE_CONTROLLER],
      verbs: ["get", "update"],
    },
  ],
};

/** What the pods of a node's upgrade may do: move pods away, and see how far the servers are. */
export const UPGRADE_RULES: {
  readonly everywhere: readonly RoleRule[];
  readonly inside: readonly RoleRule[];
} = {
  everywhere: [
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "patch"] },
    // Who may only evict cannot pass over a budget.
    { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
    { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
    { apiGroups: ["apps"], resources: ["daemonsets", "replicasets", "statefulsets"], verbs: ["get", "list"] },
  ],
  inside: [{ apiGroups: ["upgrade.cattle.io"], resources: ["plans"], verbs: ["get"] }],
};
