import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { tenantSlices } from "../../stacks/tenant-settings.ts";
import { DEFAULT_INVENTORY } from "../inventory-option.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";

/** What was brought up, and how it was asked for. */
export interface Done {
  readonly stack: string;
  readonly fleet: Fleet;
  readonly inventory: string;
  readonly dir: string;
  /** Whether nothing was left to do. */
  readonly again: boolean;
}

/** A command that works when it is copied, and what it shows. */
type Try = readonly [why: string, ...commands: readonly string[]];

/** Pods that a tenant may and may not run. */
const PODS = "examples/tenant";

/** What a newcomer may try now, with the folders of this run. */
export function nextSteps(done: Done): string {
  const tries = [...looks(done), ...tenantTries(done), ...operations(done)];
  const lines = tries.flatMap(([why, ...commands]) => [
    `  ${why}`,
    ...commands.map((command) => `    ${command}`),
  ]);
  return ["", "What to try next:", ...lines].join("\n");
}

const kubectl = ({ dir }: Done): string => `${dir === DEFAULT_SANDBOX ? DEFAULT_SANDBOX : dir}/kubectl`;
const atDir = ({ dir }: Done): string => (dir === DEFAULT_SANDBOX ? "" : ` --dir ${dir}`);
const from = ({ inventory }: Done): string => (inventory === DEFAULT_INVENTORY ? "" : ` -i ${inventory}`);

/** Stacks of regions and links have no API server. */
const hasCluster = ({ fleet, stack }: Done): boolean => fleet.clusters.has(stack);

function looks(done: Done): readonly Try[] {
  if (!hasCluster(done)) return [];
  return [["look into the cluster", `${kubectl(done)} get nodes`, `${kubectl(done)} get namespaces`]];
}

/** Only Karpenter launches a node while one looks on; machines of somebody else's are there, or are not. */
function launchText({ network, nodes }: Cluster): string {
  const launches = network.mode !== "external" && nodes.autoscaler === "karpenter";
  return launches ? "; a simulated Karpenter launches the node" : "";
}

/** A tenant at work, and one that tries to get out. */
function tenantTries(done: Done): readonly Try[] {
  const cluster = done.fleet.clusters.get(done.stack);
  if (cluster === undefined || !hasCluster(done)) return [];
  const slices = tenantSlices(done.fleet, cluster);
  // The pod to try says nothing of nodes, which one of a tenant with nodes of its own has to.
  const slice = slices.find(({ settings }) => settings.ownNodes !== true);
  const other = slices.find(({ name }) => name !== slice?.name);
  const group = slice?.settings.developers[0];
  if (slice === undefined || group === undefined) return [];
  const kim = (namespace: string): string => `${kubectl(done)} -n ${namespace} --as=kim --as-group=${group}`;
  const own = kim(slice.name);
  const neighbour = other?.name ?? "kube-system";
  return [
    [
      `work as kim, a developer of ${slice.settings.tenant}${launchText(cluster)}`,
      `${own} create -f ${PODS}/hello.yaml`,
      `npx atoll sandbox nodes${atDir(done)}`,
      `${own} get pods -o wide`,
    ],
    [
      "try to break out as kim: each is refused",
      `${own} create -f ${PODS}/privileged.yaml`,
      `${own} delete networkpolicy tier`,
      `${kim(neighbour)} create -f ${PODS}/hello.yaml`,
    ],
  ];
}

function folderOf({ fleet, stack }: Done): string {
  if (fleet.links.has(stack)) return "links";
  return fleet.regions.has(stack) ? "regions" : "clusters";
}

function operations(done: Done): readonly Try[] {
  const { stack, fleet, inventory, again } = done;
  const other = [...fleet.clusters.keys()].sort().find((entry) => entry !== stack);
  const flags = `${from(done)}${atDir(done)}`;
  const up = (name: string): string => {
    const words = `${name === "dev" ? "" : ` ${name}`}${flags}`;
    return `npm run up${words === "" ? "" : ` --${words}`}`;
  };
  return [
    again && other !== undefined
      ? ["bring up another cluster", up(other)]
      : ["again: nothing changes", up(stack)],
    [
      `change ${inventory}/${folderOf(done)}/${stack}.yaml, and see what that would do without any engine`,
      `npx atoll diff HEAD${from(done)}`,
    ],
    ["tear everything down", `npm run down${flags === "" ? "" : ` --${flags}`}`],
  ];
}
