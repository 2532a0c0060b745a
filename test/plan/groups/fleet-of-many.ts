import type { JsonMap } from "../../../plan/json.ts";
import type { Plan, PlannedResource } from "../../../plan/plan.ts";
import { AWS, planned, planOf, SUBNET, VPC } from "../sample-plan.ts";

export const RELEASE = "kubernetes:helm.sh/v3:Release";
export const QUOTA = "kubernetes:core/v1:ResourceQuota";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const SLICE = "atoll:tenant:TenantSlice";

/** Regions with the letters of three zones each: not everywhere do they begin with a. */
const REGIONS: readonly (readonly [string, string])[] = [
  ["eu-central-1", "abc"],
  ["us-east-1", "bdf"],
  ["ap-northeast-1", "acd"],
];

/** What one stack of many has of its own. */
export interface Own {
  readonly stack: string;
  readonly region: string;
  readonly letters: string;
  readonly account: string;
  /** `10.7`: the first two numbers of its range. */
  readonly net: string;
}

/** The cluster of this number. No two have a range, an id or an account in common. */
export function ownOf(index: number): Own {
  const [region = "", letters = ""] = REGIONS[index % REGIONS.length] ?? [];
  const net = `${10 + Math.floor(index / 250)}.${index % 250}`;
  return { stack: `c${index}`, region, letters, account: String(100_000_000_000 + index), net };
}

/** What differs between two states of a cluster. */
export interface Settings {
  readonly replicas: number;
  readonly dns: boolean;
  /** Whether there are subnets for data, too. */
  readonly hasData: boolean;
}

export const BEFORE: Settings = { replicas: 2, dns: false, hasData: false };
export const AFTER: Settings = { replicas: 3, dns: true, hasData: true };

/** A cluster with network, chart and one tenant, in which each name, range and tag is its own. */
export function planOfMany(own: Own, { replicas, dns, hasData }: Settings): Plan {
  const { stack, region, letters, account, net } = own;
  const provider = planned(AWS, "aws", {
    region,
    allowedAccountIds: `["${account}"]`,
    defaultTags: JSON.stringify({ tags: { "atoll:stack": stack, "atoll:environment": "production" } }),
  });
  const zones = letters.split("");
  const subnet = (what: string, zone: string, cidrBlock: string): PlannedResource =>
    planned(SUBNET, `${stack}-${what}-${zone}`, {
      availabilityZone: `${region}${zone}`,
      cidrBlock,
      tags: { Name: `${stack}-${what}-${zone}`, [`kubernetes.io/cluster/${stack}`]: "owned" },
      vpcId: `\${${stack}-vpc.id}`,
    });
  return planOf(
    [
      provider,
      planned(VPC, `${stack}-vpc`, { cidrBlock: `${net}.0.0/16`, enableDnsSupport: dns }),
      ...zones.map((zone, index) => subnet("node", zone, `${net}.${index * 32}.0/19`)),
      ...(hasData ? zones.map((zone, index) => subnet("data", zone, `${net}.${128 + index}.0/24`)) : []),
      planned(RELEASE, `${stack}-proxy-release`, {
        values: {
          replicas,
          cluster: stack,
          allowed: [`${net}.0.0/19`, "172.16.0.0/12"],
          roleArn: `arn:aws:iam::${account}:role/${stack}-proxy`,
        },
      }),
      ...tenantOf(own, replicas),
    ],
    stack,
  );
}

function tenantOf({ stack }: Own, replicas: number): readonly PlannedResource[] {
  const [tenant, environment] = [`t${stack.slice(1)}x`, "live"];
  const name = `${tenant}--${environment}`;
  const labels = { "atoll/tenant": tenant, "atoll/environment": environment };
  const parent = `${SLICE}::${name}`;
  const quota = {
    metadata: { name: "tier", namespace: name, labels },
    spec: { hard: { pods: String(replicas) } },
  };
  return [
    planned(SLICE, name, {}, { custom: false }),
    planned(NAMESPACE, `${name}-namespace`, { metadata: { name, labels } }, { parent }),
    planned(QUOTA, `${name}-quota-tier`, quota, { parent }),
  ];
}

/** A plan with other inputs of the one resource that `picks` picks. */
export function withInputs(
  plan: Plan,
  picks: (one: PlannedResource) => boolean,
  inputs: (was: JsonMap) => JsonMap,
): Plan {
  const found = plan.resources.filter(picks);
  if (found.length !== 1) throw new Error(`expected one resource to change, got ${found.length}`);
  const resources = plan.resources.map((one) => (picks(one) ? { ...one, inputs: inputs(one.inputs) } : one));
  return { ...plan, resources };
}
