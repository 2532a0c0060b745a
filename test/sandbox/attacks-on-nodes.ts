import { another, type Attack, createPod, less, resources, withoutPodSecurity } from "./tenant-attacks.ts";

type PodChanges = Parameters<typeof createPod>[0];

/** A pod that the restricted level refuses, and the one reason that it gives. */
function pod(title: string, changes: PodChanges, reason: string): Attack {
  return {
    title,
    ask: createPod(changes),
    refusal: () => `pods "try" is forbidden: violates PodSecurity "restricted:v1.35": ${reason}`,
    without: withoutPodSecurity,
  };
}

const context = (changes: object) => ({
  container: {
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, ...changes },
  },
});

const POD_SECURITY: readonly Attack[] = [
  pod(
    "run a privileged container",
    { container: { securityContext: { privileged: true, capabilities: { drop: ["ALL"] } } } },
    'privileged (container "main" must not set securityContext.privileged=true), allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false)',
  ),
  pod("use the node's network", { spec: { hostNetwork: true } }, "host namespaces (hostNetwork=true)"),
  pod("see the node's processes", { spec: { hostPID: true } }, "host namespaces (hostPID=true)"),
  pod(
    "mount a folder of the node",
    { spec: { volumes: [{ name: "root", hostPath: { path: "/" } }] } },
    'restricted volume types (volume "root" uses restricted volume type "hostPath")',
  ),
  pod(
    "listen on a port of the node",
    { container: { ports: [{ containerPort: 80, hostPort: 80 }] } },
    'hostPort (container "main" uses hostPort 80)',
  ),
  pod("run as root", context({ runAsUser: 0 }), 'runAsUser=0 (container "main" must not set runAsUser=0)'),
  pod(
    "leave out that it is not root",
    { spec: { securityContext: { seccompProfile: { type: "RuntimeDefault" } } } },
    'runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true)',
  ),
  pod(
    "add a capability",
    context({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
    'unrestricted capabilities (container "main" must not include "SYS_ADMIN" in securityContext.capabilities.add)',
  ),
  pod(
    "run without seccomp",
    context({ seccompProfile: { type: "Unconfined" } }),
    'seccompProfile (container "main" must not set securityContext.seccompProfile.type to "Unconfined")',
  ),
];

const QUOTA = "ResourceQuota tier";
const cpu = (request: string, limit: string) => ({ resources: resources(request, limit) });

/** A pod that asks for more processors than the tenant has, in some shape. */
function beyondQuota(title: string, changes: PodChanges): Attack {
  return {
    title,
    ask: createPod(changes),
    refusal: () =>
      'pods "try" is forbidden: exceeded quota: tier, requested: requests.cpu=2500m, used: requests.cpu=50m, limited: requests.cpu=2',
    without: less(QUOTA),
  };
}

const AMOUNTS: readonly Attack[] = [
  beyondQuota("ask for more than its quota in one container", { container: cpu("2500m", "3") }),
  beyondQuota("hide it in an init container", { spec: { initContainers: [another(cpu("2500m", "3"))] } }),
  beyondQuota("hide it in a sidecar", {
    spec: { initContainers: [another({ ...cpu("2", "2"), restartPolicy: "Always" })] },
    container: cpu("500m", "1"),
  }),
  beyondQuota("hide it in resources of the pod", {
    spec: { resources: { requests: { cpu: "2500m" }, limits: { cpu: "3" } } },
  }),
  {
    title: "use more than one pod may",
    ask: createPod({ container: cpu("1", "5") }),
    refusal: () =>
      'pods "try" is forbidden: [maximum cpu usage per Container is 4, but limit is 5, maximum cpu usage per Pod is 4, but limit is 5]',
    without: less("LimitRange tier"),
  },
  {
    title: "ask for little and use much",
    ask: createPod({ container: cpu("10m", "2") }),
    refusal: () =>
      'pods "try" is forbidden: cpu max limit to request ratio per Container is 20, but provided ratio is 200.000000',
    without: less("LimitRange tier"),
  },
  {
    title: "push out pods of the platform",
    ask: createPod({ spec: { priorityClassName: "system-node-critical" } }),
    refusal: () =>
      'pods "try" is forbidden: exceeded quota: priority, requested: pods=1, used: pods=0, limited: pods=0',
    without: less("ResourceQuota priority"),
  },
];

/** What a pod may not be. */
export const NODE_ATTACKS: readonly Attack[] = [...POD_SECURITY, ...AMOUNTS];
