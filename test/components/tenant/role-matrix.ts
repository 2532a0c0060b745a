/** What each role may do with one resource: verbs by first letter in the order of `VERBS`, or a dash. */
export interface MatrixRow {
  readonly group: string;
  readonly resource: string;
  readonly developer: string;
  readonly viewer: string;
}

/** Every verb that Kubernetes asks about, each with the letter that stands for it. */
export const VERBS: Readonly<Record<string, string>> = {
  g: "get",
  l: "list",
  w: "watch",
  c: "create",
  u: "update",
  p: "patch",
  d: "delete",
  D: "deletecollection",
  i: "impersonate",
  b: "bind",
  e: "escalate",
  a: "approve",
};

function rows(
  group: string,
  table: Readonly<Record<string, readonly [string, string]>>,
): readonly MatrixRow[] {
  return Object.entries(table).map(([resource, [developer, viewer]]) => ({
    group,
    resource,
    developer,
    viewer,
  }));
}

/** The closed roles, resource by resource; what tenants never get stands here as well. */
export const ROLE_MATRIX: readonly MatrixRow[] = [
  ...rows("", {
    configmaps: ["glwcupd", "glw"],
    endpoints: ["glw", "glw"],
    events: ["glw", "glw"],
    limitranges: ["glw", "glw"],
    namespaces: ["-", "-"],
    "namespaces/finalize": ["-", "-"],
    "namespaces/status": ["-", "-"],
    nodes: ["-", "-"],
    "nodes/proxy": ["-", "-"],
    persistentvolumeclaims: ["glwcupd", "glw"],
    persistentvolumes: ["-", "-"],
    pods: ["glwcd", "glw"],
    "pods/attach": ["-", "-"],
    "pods/binding": ["-", "-"],
    "pods/ephemeralcontainers": ["-", "-"],
    "pods/eviction": ["-", "-"],
    "pods/exec": ["gc", "-"],
    "pods/log": ["g", "g"],
    "pods/portforward": ["gc", "-"],
    "pods/proxy": ["-", "-"],
    "pods/resize": ["-", "-"],
    "pods/status": ["-", "-"],
    replicationcontrollers: ["-", "-"],
    resourcequotas: ["glw", "glw"],
    "resourcequotas/status": ["-", "-"],
    secrets: ["-", "-"],
    serviceaccounts: ["glw", "glw"],
    "serviceaccounts/token": ["-", "-"],
    services: ["glwcupd", "glw"],
    "services/proxy": ["-", "-"],
    "services/status": ["-", "-"],
  }),
  ...rows("admissionregistration.k8s.io", {
    mutatingwebhookconfigurations: ["-", "-"],
    validatingadmissionpolicies: ["-", "-"],
    validatingadmissionpolicybindings: ["-", "-"],
    validatingwebhookconfigurations: ["-", "-"],
  }),
  ...rows("apiextensions.k8s.io", { customresourcedefinitions: ["-", "-"] }),
  ...rows("apps", {
    controllerrevisions: ["glw", "glw"],
    daemonsets: ["-", "-"],
    deployments: ["glwcupd", "glw"],
    "deployments/scale": ["gup", "-"],
    replicasets: ["glw", "glw"],
    statefulsets: ["glwcupd", "glw"],
    "statefulsets/scale": ["gup", "-"],
  }),
  ...rows("argoproj.io", {
    applications: ["-", "-"],
    applicationsets: ["-", "-"],
    appprojects: ["-", "-"],
  }),
  ...rows("autoscaling", { horizontalpodautoscalers: ["glwcupd", "glw"] }),
  ...rows("barmancloud.cnpg.io", { objectstores: ["-", "-"] }),
  ...rows("batch", { cronjobs: ["glwcupd", "glw"], jobs: ["glwcupd", "glw"] }),
  ...rows("cert-manager.io", {
    certificaterequests: ["-", "-"],
    certificates: ["-", "-"],
    clusterissuers: ["-", "-"],
    issuers: ["-", "-"],
  }),
  ...rows("certificates.k8s.io", {
    certificatesigningrequests: ["-", "-"],
    "certificatesigningrequests/approval": ["-", "-"],
    signers: ["-", "-"],
  }),
  ...rows("coordination.k8s.io", { leases: ["-", "-"] }),
  ...rows("discovery.k8s.io", { endpointslices: ["glw", "glw"] }),
  ...rows("events.k8s.io", { events: ["glw", "glw"] }),
  ...rows("external-secrets.io", {
    clusterexternalsecrets: ["-", "-"],
    clustersecretstores: ["-", "-"],
    externalsecrets: ["glwcupd", "glw"],
    pushsecrets: ["-", "-"],
    secretstores: ["glw", "glw"],
  }),
  ...rows("gateway.networking.k8s.io", {
    gateways: ["-", "-"],
    httproutes: ["-", "-"],
    referencegrants: ["-", "-"],
  }),
  ...rows("http.keda.sh", { httpscaledobjects: ["-", "-"] }),
  ...rows("keda.sh", {
    clustertriggerauthentications: ["-", "-"],
    scaledjobs: ["-", "-"],
    scaledobjects: ["-", "-"],
    triggerauthentications: ["-", "-"],
  }),
  ...rows("metrics.k8s.io", { pods: ["gl", "gl"] }),
  ...rows("monitoring.coreos.com", {
    podmonitors: ["-", "-"],
    prometheusrules: ["-", "-"],
    servicemonitors: ["-", "-"],
  }),
  ...rows("networking.istio.io", { envoyfilters: ["-", "-"], virtualservices: ["-", "-"] }),
  ...rows("networking.k8s.io", { ingresses: ["-", "-"], networkpolicies: ["glw", "glw"] }),
  ...rows("policy", { poddisruptionbudgets: ["glwcupd", "glw"] }),
  ...rows("postgresql.cnpg.io", {
    backups: ["glw", "glw"],
    clusters: ["glw", "glw"],
    databases: ["-", "-"],
    poolers: ["glw", "glw"],
    scheduledbackups: ["glw", "glw"],
  }),
  ...rows("rbac.authorization.k8s.io", {
    clusterrolebindings: ["-", "-"],
    clusterroles: ["-", "-"],
    rolebindings: ["-", "-"],
    roles: ["-", "-"],
  }),
  ...rows("scheduling.k8s.io", { priorityclasses: ["-", "-"] }),
  ...rows("security.istio.io", { authorizationpolicies: ["-", "-"] }),
  ...rows("storage.k8s.io", { storageclasses: ["-", "-"], volumeattachments: ["-", "-"] }),
  ...rows("snapshot.storage.k8s.io", { volumesnapshots: ["-", "-"] }),
  ...rows("traefik.io", { ingressroutes: ["-", "-"], middlewares: ["-", "-"] }),
  ...rows("velero.io", { backups: ["-", "-"], restores: ["-", "-"], schedules: ["-", "-"] }),
];

/** Verbs of a cell, such as `glw`. */
export function verbsOf(cell: string): readonly string[] {
  return Object.entries(VERBS).flatMap(([letter, verb]) => (cell.includes(letter) ? [verb] : []));
}

/** Cell for these verbs. */
export function cellOf(verbs: ReadonlySet<string>): string {
  const letters = Object.entries(VERBS).filter(([, verb]) => verbs.has(verb));
  return letters.map(([letter]) => letter).join("") || "-";
}
