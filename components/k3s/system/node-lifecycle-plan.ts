import { cloudControllerImage } from "../../../fleet/charts/system-images.ts";
import { APP_NAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import { SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import { NODE_LIFECYCLE_ACCOUNT } from "../../../fleet/k3s/system-vocabulary.ts";
import {
  ROLE_ENV,
  SERVICE_ACCOUNT_AUDIENCE,
  SKIP_WEBHOOK_LABEL,
  TOKEN_FILE_ENV,
} from "../../../fleet/oidc-vocabulary.ts";
import type { Permission } from "../../cluster/cluster.ts";
import { controllerPod, type PlannedPod } from "../../cluster/controller-pod.ts";
import type { RoleRule } from "../../cluster/controller.ts";

const PODS = { [APP_NAME_LABEL]: NODE_LIFECYCLE_ACCOUNT };
const CONFIG_FOLDER = "/etc/cloud";

/** Name of the ConfigMap with what the controller is told of the cloud. */
export const LIFECYCLE_CONFIG = NODE_LIFECYCLE_ACCOUNT;

/** Key of that ConfigMap, and the file that it becomes. */
export const LIFECYCLE_FILE = "cloud.conf";

/** Where its token for AWS is. */
const TOKEN_FOLDER = "/var/run/secrets/atoll";

/** Seconds after which the token is exchanged for another one: as the webhook has it. */
const TOKEN_SECONDS = 86_400;

export interface LifecycleSettings<T> {
  /** ARN of its role; text, or what becomes text once the cloud has answered. */
  readonly roleArn: T;
  /** Kubernetes minor version whose cloud controller it is, such as "1.35". */
  readonly kubernetes: string;
  /** Pods of which one works at a time, on as many nodes. Range 1..2. */
  readonly replicas: number;
  /** Where images come from. @default - from their own registries */
  readonly imageMirror?: string | undefined;
}

/**
 * AWS's cloud controller as nothing but what takes Nodes away whose machines are gone. K3s's own cloud controller keeps
 * addresses: it says of every machine that it exists, so it never takes one away, and it leaves the provider ids alone
 * that kubelets bring. The two elect their leaders by leases of different names.
 *
 * It runs in a network of its own, without the ports and the metadata of the server.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/cloud-controller/#node-controller
 */
export function lifecyclePod<T>({ kubernetes, imageMirror, roleArn }: LifecycleSettings<T>): PlannedPod {
  const token = { audience: SERVICE_ACCOUNT_AUDIENCE, expirationSeconds: TOKEN_SECONDS, path: "token" };
  return controllerPod({
    // Its token it brings itself: it has to work when the webhook is down, whose node may be the one that is gone.
    labels: { ...PODS, [SKIP_WEBHOOK_LABEL]: "true" },
    serviceAccount: NODE_LIFECYCLE_ACCOUNT,
    onServers: true,
    container: {
      name: "controller",
      image: cloudControllerImage(kubernetes, imageMirror),
      args: [
        "--cloud-provider=aws",
        `--cloud-config=${CONFIG_FOLDER}/${LIFECYCLE_FILE}`,
        "--controllers=cloud-node-lifecycle-controller",
        "--configure-cloud-routes=false",
        "--use-service-account-credentials=false",
        "--authentication-skip-lookup=true",
        "--leader-elect=true",
        `--leader-elect-resource-name=${NODE_LIFECYCLE_ACCOUNT}`,
        `--leader-elect-resource-namespace=${SYSTEM_NAMESPACE}`,
        "--v=2",
      ],
      env: [
        { name: ROLE_ENV, value: roleArn },
        { name: TOKEN_FILE_ENV, value: `${TOKEN_FOLDER}/token` },
        // All of that is in the configuration, and one hop is too far for a pod.
        { name: "AWS_EC2_METADATA_DISABLED", value: "true" },
      ],
      livenessProbe: { httpGet: { path: "/healthz", port: 10258, scheme: "HTTPS" }, initialDelaySeconds: 15 },
      volumeMounts: [
        { name: "config", mountPath: CONFIG_FOLDER, readOnly: true },
        { name: "token", mountPath: TOKEN_FOLDER, readOnly: true },
      ],
    },
    cpuMillicores: 20,
    memoryMiB: 128,
    volumes: [
      { name: "config", configMap: { name: LIFECYCLE_CONFIG } },
      { name: "token", projected: { sources: [{ serviceAccountToken: token }] } },
    ],
  });
}

/**
 * What the controller is told, so that it never asks the metadata of a machine. It wants a subnet, which only load
 * balancers would be put into: this controller makes none.
 *
 * @see https://github.com/kubernetes/cloud-provider-aws/blob/master/pkg/providers/v1/config/config.go
 */
export function lifecycleConfig(cluster: string, awsRegion: string, vpcId: string): string {
  const lines = [
    "[Global]",
    `Region = ${awsRegion}`,
    `VPC = ${vpcId}`,
    "SubnetID = none",
    `KubernetesClusterID = ${cluster}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Inside the cluster: nodes, what happens to them, and its own lease. */
export const LIFECYCLE_RULES: {
  readonly everywhere: readonly RoleRule[];
  readonly inside: readonly RoleRule[];
} = {
  everywhere: [
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch", "patch", "delete"] },
    { apiGroups: [""], resources: ["events"], verbs: ["create", "patch", "update"] },
  ],
  inside: [
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
    {
      apiGroups: ["coordination.k8s.io"],
      resources: ["leases"],
      resourceNames: [NODE_LIFECYCLE_ACCOUNT],
      verbs: ["get", "update"],
    },
  ],
};

/** In the cloud: whether a machine is there. */
export function lifecyclePermissions(awsRegion: string): readonly Permission[] {
  return [
    {
      // The action knows no resources: the star is all that AWS takes.
      sid: "ReadMachines",
      actions: ["ec2:DescribeInstances"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": awsRegion } },
    },
  ];
}

/** Its pods by label, for policies of the network. */
export const LIFECYCLE_PODS: Readonly<Record<string, string>> = PODS;
