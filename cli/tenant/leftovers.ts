import { identityNames } from "../../components/cluster/identity-names.ts";
import { InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { didYouMean } from "../../fleet/read/issues.ts";
import { tenantsDnsZone } from "../../fleet/names.ts";
import { RESOURCE_TAG, STACK_TAG } from "../../fleet/tags.ts";
import { accountsWithRoles, whereabouts, type Whereabouts } from "../../fleet/tenants/whereabouts.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { type Plan, resourceKey } from "../../plan/plan.ts";
import type { ClusterTools } from "../cluster/cluster-access.ts";
import { AwsClient } from "../recover/aws-client.ts";
import { CloudSearch, taggedWith } from "../recover/cloud-search.ts";
import { clusterSearches } from "../recover/searches.ts";
import { objectsOfTenant } from "./objects-of-tenant.ts";

/** What is left of a tenant in one cluster and in the cloud around it. */
export interface TenantLeftovers {
  readonly cluster: string;
  /** Whether its API server was asked; where not, nothing is proven of what is inside. */
  readonly isAsked: boolean;
  /** Whether the cluster is no longer in the inventory, and with it all that was inside. */
  readonly isGone: boolean;
  readonly left: readonly string[];
}

/** Tag by which drivers say from which namespace a volume, or a snapshot of it, was claimed. @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md */
const CLAIM_NAMESPACE_TAG = "kubernetes.io/created-for/pvc/namespace";

/**
 * Asks every cluster in which a tenant was, and the cloud, for what is left of it. Archives and secrets are not asked
 * for: those are kept as long as their bucket keeps them, and people have made these.
 *
 * @param toolsFor command lines for a cluster's stack
 * @throws InputError for a tenant that the lock does not know
 */
export async function leftoversOf(
  fleet: Fleet,
  tenant: string,
  toolsFor: (cluster: string) => Promise<ClusterTools>,
): Promise<readonly TenantLeftovers[]> {
  const locked = fleet.lock.tenants[tenant];
  if (locked === undefined) {
    const expected = "a tenant that the lock knows";
    const hint = didYouMean(tenant, Object.keys(fleet.lock.tenants));
    const fault = { file: "leftovers", path: "", expected, got: JSON.stringify(tenant) };
    throw new InputError([hint === undefined ? fault : { ...fault, hint }]);
  }
  const found: TenantLeftovers[] = [];
  for (const place of whereabouts(fleet, tenant, locked)) {
    const { cluster } = place;
    if (!fleet.clusters.has(cluster)) {
      found.push({ cluster, isAsked: false, isGone: true, left: [] });
      continue;
    }
    const tools = await toolsFor(cluster);
    const plan = await planStack(fleet, cluster);
    const clients = await clientsOf(tools, plan);
    const inside = await objectsInside(tools, plan, clients, tenant);
    const asked = { fleet, tenant, place, accounts: accountsWithRoles(locked) };
    const outside = (await Promise.all([...clients.values()].map((one) => inCloud(one, asked)))).flat();
    found.push({
      cluster,
      isAsked: inside !== undefined,
      isGone: false,
      left: [...new Set([...(inside ?? []), ...outside])],
    });
  }
  return found;
}

async function clientsOf(tools: ClusterTools, plan: Plan): Promise<ReadonlyMap<string, AwsClient>> {
  const providers = plan.resources.filter(({ type }) => type === "pulumi:providers:aws");
  const open = async (one: (typeof providers)[number]) =>
    [resourceKey(one), await AwsClient.open(tools, `atoll-leftovers-${plan.stack}`, one)] as const;
  return new Map(await Promise.all(providers.map(open)));
}

/** Objects in the cluster; undefined where there is none that can be asked. */
async function objectsInside(
  tools: ClusterTools,
  plan: Plan,
  clients: ReadonlyMap<string, AwsClient>,
  tenant: string,
): Promise<readonly string[] | undefined> {
  for (const [, search] of clusterSearches(tools, plan, clients)) {
    const api = await search.server();
    try {
      if (api !== undefined) return await objectsOfTenant(api, tenant);
    } finally {
      await search.close();
    }
  }
  return undefined;
}

interface Asked {
  readonly fleet: Fleet;
  readonly tenant: string;
  readonly place: Whereabouts;
  readonly accounts: readonly string[];
}

async function inCloud(client: AwsClient, asked: Asked): Promise<readonly string[]> {
  const parts = [taggedAsItsOwn, volumesOf, rolesOf, recordsOf];
  return (await Promise.all(parts.map((part) => part(client, asked)))).flat();
}

/** What the stack made for it, by the beginning of the names that rights of its accounts have. */
async function taggedAsItsOwn(client: AwsClient, { tenant, place }: Asked): Promise<readonly string[]> {
  const own = `${place.cluster}-identity-${tenant}--`;
  const tagged = await taggedWith(client, STACK_TAG, place.cluster);
  return tagged.filter(({ tags }) => tags[RESOURCE_TAG]?.startsWith(own) === true).map(({ arn }) => arn);
}

async function volumesOf(client: AwsClient, { place }: Asked): Promise<readonly string[]> {
  const found = await Promise.all(
    place.namespaces.map((namespace) => taggedWith(client, CLAIM_NAMESPACE_TAG, namespace)),
  );
  return found.flat().map(({ arn }) => arn);
}

async function rolesOf(client: AwsClient, { place, accounts }: Asked): Promise<readonly string[]> {
  const search = new CloudSearch(client, place.cluster);
  const names = place.namespaces.flatMap((namespace) =>
    accounts.map((serviceAccount) =>
      identityNames(place.cluster, client.region, { namespace, serviceAccount }),
    ),
  );
  const found = await Promise.all(
    names.map(async ({ name, awsName }) =>
      (await search.isOwnRole(awsName, `${name}-role`)) ? [awsName] : [],
    ),
  );
  return found.flat().map((name) => `role ${name}`);
}

/** Records of its names, in the zone that the fleet has for those of tenants. */
async function recordsOf(client: AwsClient, { fleet, tenant }: Asked): Promise<readonly string[]> {
  const { hostedZone } = fleet.settings;
  if (hostedZone === undefined) return [];
  const call = ["route53", "list-resource-record-sets", "--hosted-zone-id", hostedZone.id];
  const answer = await client.ask<{
    readonly ResourceRecordSets: readonly { readonly Name: string; readonly Type: string }[];
  }>(call, "NoSuchHostedZone");
  const ending = `.${tenant}.${tenantsDnsZone(fleet.settings)}.`;
  return (answer?.ResourceRecordSets ?? [])
    .filter(({ Name }) => Name.endsWith(ending))
    .map(({ Name, Type }) => `record ${Type} ${Name}`);
}
