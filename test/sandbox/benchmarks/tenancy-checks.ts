import { type ApiClient, type Ask, type Principal } from "../api-client.ts";
import { NODE_ATTACKS } from "../attacks-on-nodes.ts";
import { podWith } from "../guards/guard-attack.ts";
import { createPod } from "../tenant-attacks.ts";
import { developersOf, dry } from "../tenant-world.ts";
import { granted, mayDo, servedResources } from "./access.ts";

const HOME = "acme--live";

/** One check, for one principal. @returns what is wrong */
type Check = (client: ApiClient, who: Principal) => Promise<readonly string[]>;

/** A check of the archived benchmark of multi-tenancy, in the form that its text asks for. */
export interface TenancyCheck {
  readonly id: string;
  readonly title: string;
  readonly check: Check;
}

/** A check for each of the three kinds of principal. */
export async function runChecks(client: ApiClient, check: Check): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(developersOf("acme", HOME)).map(async ([kind, who]) =>
      (await check(client, who)).map((wrong) => `${kind}: ${wrong}`),
    ),
  );
  return found.flat();
}

/** What was not refused of some requests. */
async function unrefused(
  client: ApiClient,
  who: Principal,
  asks: readonly Ask[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const ask of asks) {
    const { status, message } = await client.ask(dry(ask), who);
    if (status !== 403) found.push(`${ask.method ?? "GET"} ${ask.path} answered ${status} ${message}`);
  }
  return found;
}

const refuses =
  (...asks: readonly Ask[]): Check =>
  (client, who) =>
    unrefused(client, who, asks);

/** The attacks that prove the same, by what they are called there. */
function attacks(...titles: readonly string[]): Check {
  const asks = titles.map((title) => {
    const attack = NODE_ATTACKS.find((one) => one.title === title);
    if (attack === undefined) throw new Error(`no attack is called: ${title}`);
    return attack.ask(HOME);
  });
  return refuses(...asks);
}

/** What everybody may create: questions about themselves. */
const OWN_QUESTIONS =
  /^create (selfsubject(access|rules)reviews\.authorization|selfsubjectreviews\.authentication)\.k8s\.io$/;

const clusterResources: Check = async (client, who) => {
  const resources = (await servedResources(client)).filter(({ namespaced }) => !namespaced);
  const found = await granted(client, who, resources, {});
  return found.filter((one) => !OWN_QUESTIONS.test(one));
};

/** Everything with the platform's label, with the ways to touch it. */
const platformObjects: Check = async (client, who) => {
  const resources = ["resourcequotas", "limitranges", "serviceaccounts"].map(
    (name) => `/api/v1/namespaces/${HOME}/${name}`,
  );
  const groups = [
    `/apis/networking.k8s.io/v1/namespaces/${HOME}/networkpolicies`,
    "/apis/rbac.authorization.k8s.io/v1/clusterroles",
    `/apis/rbac.authorization.k8s.io/v1/namespaces/${HOME}/rolebindings`,
  ];
  const label = "app.kubernetes.io/managed-by";
  const found: string[] = [];
  for (const path of [...resources, ...groups]) {
    const { body } = await client.must({ path: `${path}?labelSelector=${label}%3Datoll` });
    const items = body["items"] as readonly { readonly metadata: { readonly name: string } }[];
    if (items.length === 0) found.push(`nothing of the platform at ${path}`);
    const asks = items.flatMap(({ metadata }): readonly Ask[] => [
      { method: "DELETE", path: `${path}/${metadata.name}` },
      {
        method: "PATCH",
        path: `${path}/${metadata.name}`,
        body: { metadata: { labels: { [label]: null } } },
      },
    ]);
    found.push(...(await unrefused(client, who, [...asks, { method: "DELETE", path }])));
  }
  return found;
};

const mayNot =
  (group: string, resource: string, verbs: readonly string[], name?: string): Check =>
  async (client, who) => {
    const place = resource === "clusterroles" ? {} : { namespace: HOME };
    const asked = verbs.map(async (verb) => {
      const wish = { group, resource, verb, ...place, ...(name === undefined ? {} : { name }) };
      return (await mayDo(client, who, wish)) ? [`may ${verb} ${resource}`] : [];
    });
    return (await Promise.all(asked)).flat();
  };

const both =
  (...checks: readonly Check[]): Check =>
  async (client, who) =>
    (await Promise.all(checks.map((check) => check(client, who)))).flat();

const othersResources: Check = async (client, who) => {
  const resources = (await servedResources(client)).filter(({ namespaced }) => namespaced);
  return granted(client, who, resources, { namespace: "zeta--live" });
};

/** Names that the quota must have, each exactly; the tenant itself reads it. */
const quotaNames =
  (...names: readonly string[]): Check =>
  async (client, who) => {
    const { body } = await client.must({ path: `/api/v1/namespaces/${HOME}/resourcequotas/tier` }, who);
    const { hard } = body["spec"] as { readonly hard: Readonly<Record<string, string>> };
    return names.filter((name) => !(name in hard)).map((name) => `the quota has no ${name}`);
  };

const RBAC = "rbac.authorization.k8s.io";
const WRITES = ["create", "update", "patch", "delete", "deletecollection"];

const nodePort: Ask = {
  method: "POST",
  path: `/api/v1/namespaces/${HOME}/services`,
  body: {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "try" },
    spec: { type: "NodePort", ports: [{ port: 80 }] },
  },
};

const ipc = createPod({ spec: { hostIPC: true } })(HOME);
const escalating = createPod({
  container: { securityContext: { allowPrivilegeEscalation: true, capabilities: { drop: ["ALL"] } } },
})(HOME);

/** All 19, by the ids of the benchmark, which has one of them twice. @see https://github.com/kubernetes-retired/multi-tenancy/tree/master/benchmarks */
export const TENANCY_CHECKS: readonly TenancyCheck[] = [
  { id: "MTB-PL1-CC-CPI-1", title: "no resource of the cluster is touched or seen", check: clusterResources },
  { id: "MTB-PL1-BC-CPI-2", title: "what the platform put there stays", check: platformObjects },
  { id: "MTB-PL1-BC-CPI-3", title: "no capability is added", check: attacks("add a capability") },
  {
    id: "MTB-PL1-BC-CPI-4",
    title: "nothing runs as root",
    check: attacks("leave out that it is not root", "run as root"),
  },
  {
    id: "MTB-PL1-BC-CPI-5",
    title: "no container is privileged",
    check: attacks("run a privileged container"),
  },
  { id: "MTB-PL1-BC-CPI-6", title: "no program gains privileges", check: refuses(escalating) },
  {
    id: "MTB-PL1-BC-HI-1",
    title: "no folder of a node is mounted",
    check: attacks("mount a folder of the node"),
  },
  { id: "MTB-PL1-BC-HI-1 (2)", title: "no port of all nodes is opened", check: refuses(nodePort) },
  {
    id: "MTB-PL1-BC-HI-3",
    title: "neither network nor ports of a node are used",
    check: attacks("use the node's network", "listen on a port of the node"),
  },
  {
    id: "MTB-PL1-BC-HI-4",
    title: "no processes of a node are seen",
    check: attacks("see the node's processes"),
  },
  { id: "MTB-PL1-BC-HI-5", title: "no memory of a node is shared", check: refuses(ipc) },
  { id: "MTB-PL1-CC-TI-1", title: "quotas are not written", check: mayNot("", "resourcequotas", WRITES) },
  { id: "MTB-PL1-CC-TI-2", title: "nothing of another tenant is touched or seen", check: othersResources },
  {
    id: "MTB-PL1-CC-FNS-1",
    title: "there is a quota of processors, memory and storage",
    check: quotaNames("requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "requests.storage"),
  },
  {
    id: "MTB-PL1-CC-FNS-2",
    title: "objects are counted, each kind by its own name",
    check: quotaNames(
      ...["pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps"],
      ...["persistentvolumeclaims", "services.nodeports", "services.loadbalancers"],
    ),
  },
  {
    id: "MTB-PL1-CC-DI-1",
    title: "every image is pulled anew",
    check: refuses(
      podWith({ container: { imagePullPolicy: "Never" } })(HOME),
      podWith({ container: { imagePullPolicy: "IfNotPresent" } })(HOME),
    ),
  },
  {
    id: "MTB-PL2-CC-TI-1",
    title: "nobody gives more rights than it has",
    check: both(
      mayNot(RBAC, "roles", ["escalate", "bind"]),
      mayNot(RBAC, "clusterroles", ["escalate", "bind"], "cluster-admin"),
    ),
  },
  {
    id: "MTB-PL2-BC-OPS-3",
    title: "roles and bindings are not the tenant's, on purpose: its entry names its groups",
    check: both(mayNot(RBAC, "roles", WRITES), mayNot(RBAC, "rolebindings", WRITES)),
  },
  {
    id: "MTB-PL2-BC-OPS-4",
    title: "network policies are not the tenant's, on purpose: they add up, and its entry names its ways out",
    check: mayNot("networking.k8s.io", "networkpolicies", WRITES),
  },
];
