import type { Plan } from "../../plan/plan.ts";
import { resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import { AwsClient, type ProviderInputs } from "../recover/aws-client.ts";
import { KnownThings } from "../recover/known-things.ts";
import type { ExportedState, StateResource } from "../recover/state.ts";
import type { Tools } from "../recover/tools.ts";
import { type K3sAnchor, k3sInPlan, k3sInState } from "./k3s-clusters.ts";

export const CLUSTER_TYPE = "aws:eks/cluster:Cluster";
const AWS_PROVIDER = "pulumi:providers:aws";
const VPC_TYPE = "aws:ec2/vpc:Vpc";
const ZONE_TYPE = "aws:route53/zone:Zone";

/** A stack's part of one account and region. */
export interface Place {
  readonly client: AwsClient;
  /** Names of its clusters, whether they still exist or not. */
  readonly clusters: readonly string[];
  /** Ids of the VPCs that the stack made; those it only uses are not its own to empty. */
  readonly vpcs: readonly string[];
  /** Ids of the hosted zones that the stack made. */
  readonly zones: readonly string[];
}

/** Where a stack stands, and what of it the state knows. */
export interface Ground {
  readonly stack: string;
  readonly places: readonly Place[];
  readonly known: KnownThings;
  /** Ids that the state knows, whatever their type. */
  readonly ids: ReadonlySet<string>;
  /** Those of its clusters that are of K3s, by name. EKS knows nothing of these. @default - none is */
  readonly k3s?: ReadonlyMap<string, K3sAnchor>;
}

interface Anchor {
  readonly provider: string;
  readonly name: string;
}

/**
 * Finds out where a stack stands: from its state, and where that is empty already, from what the program wants. Nothing
 * else is remembered between two runs, so a teardown that was killed goes on where it was.
 */
export async function groundOf(
  tools: Tools,
  stack: string,
  state: ExportedState,
  plan?: Plan,
): Promise<Ground> {
  const resources = state.deployment.resources ?? [];
  const providers = providersOf(resources, plan);
  const ownK3s = k3sInState(resources);
  const k3s = ownK3s.length > 0 || plan === undefined ? ownK3s : k3sInPlan(plan);
  const clusters = [...clustersOf(resources, plan), ...k3s];
  const vpcs = anchors(resources, VPC_TYPE);
  const zones = anchors(resources, ZONE_TYPE);
  const at = (list: readonly Anchor[], key: string): readonly string[] =>
    list.filter(({ provider }) => provider === key).map(({ name }) => name);
  const open = async ([key, provider]: readonly [string, ProviderInputs]): Promise<Place> => ({
    client: await AwsClient.open(tools, `atoll-teardown-${stack}`, provider),
    clusters: at(clusters, key),
    vpcs: at(vpcs, key),
    zones: at(zones, key),
  });
  return {
    stack,
    places: await Promise.all([...providers].map(open)),
    known: new KnownThings(state),
    ids: new Set(resources.flatMap(({ id }) => id ?? [])),
    k3s: new Map(k3s.map((one) => [one.name, one])),
  };
}

function providersOf(
  resources: readonly StateResource[],
  plan: Plan | undefined,
): ReadonlyMap<string, ProviderInputs> {
  const found = resources
    .filter(({ type }) => type === AWS_PROVIDER)
    .map(({ urn, inputs = {} }) => [keyOfUrn(urn), { inputs }] as const);
  if (found.length > 0) return new Map(found);
  const wanted = plan?.resources.filter(({ type }) => type === AWS_PROVIDER) ?? [];
  return new Map(wanted.map((provider) => [resourceKey(provider), provider]));
}

function clustersOf(resources: readonly StateResource[], plan: Plan | undefined): readonly Anchor[] {
  const found = anchors(resources, CLUSTER_TYPE);
  if (found.length > 0) return found;
  const wanted = plan?.resources.filter(({ type }) => type === CLUSTER_TYPE) ?? [];
  return wanted.flatMap(({ provider = "", inputs }) => {
    const name = inputs["name"];
    return typeof name === "string" ? [{ provider, name }] : [];
  });
}

/** Things of a type in the state, by id and provider. */
function anchors(resources: readonly StateResource[], type: string): readonly Anchor[] {
  return resources
    .filter((one) => one.type === type)
    .flatMap(({ id, provider = "" }) =>
      id === undefined ? [] : [{ provider: keyOfUrn(provider), name: id }],
    );
}
