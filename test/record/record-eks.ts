import * as pulumi from "@pulumi/pulumi";
import { ClusterAutoscaler } from "../../components/cluster/autoscaler/cluster-autoscaler.ts";
import { EksCluster } from "../../components/cluster/eks-cluster.ts";
import { Karpenter } from "../../components/cluster/karpenter/karpenter.ts";
import type {
  AutoscalerSettings,
  EksSettings,
  KarpenterSettings,
} from "../../components/cluster/settings.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleAutoscaler, sampleEks, sampleKarpenter } from "../components/cluster/sample-settings.ts";
import { sampleProvider } from "./record-network.ts";

const ids = (kind: string) => ["a", "b"].map((zone) => pulumi.output(`subnet-${kind}-${zone}`));

interface Recording {
  /** What is done with the cluster besides. @default nothing */
  readonly more?: (cluster: EksCluster) => unknown;
  /** @default true */
  readonly preview?: boolean;
}

/** Everything that the cluster `dev` and its Karpenter register. */
export function recordEks(
  changes: Partial<EksSettings> = {},
  karpenter: Partial<KarpenterSettings> = {},
  recording: Recording = {},
): Promise<readonly PlannedResource[]> {
  const launch = ({ provider, cluster }: Launch) =>
    new Karpenter("dev-karpenter", { provider, cluster, ...sampleKarpenter(karpenter) });
  return recordWith(changes, launch, recording);
}

/** Everything that the cluster `dev` with managed groups registers. */
export function recordGroups(
  settings: Partial<AutoscalerSettings> = {},
  changes: Partial<EksSettings> = {},
): Promise<readonly PlannedResource[]> {
  const launch = ({ provider, cluster }: Launch) =>
    new ClusterAutoscaler("dev-autoscaler", { provider, cluster, ...sampleAutoscaler(settings) });
  return recordWith(changes, launch, {});
}

interface Launch {
  readonly provider: ReturnType<typeof sampleProvider>;
  readonly cluster: EksCluster;
}

function recordWith(
  changes: Partial<EksSettings>,
  launch: (launch: Launch) => unknown,
  { more, preview = true }: Recording,
): Promise<readonly PlannedResource[]> {
  const program = () => {
    const provider = sampleProvider();
    const cluster = new EksCluster("dev", {
      provider,
      vpcId: pulumi.output("vpc-1"),
      subnetIds: { node: ids("node"), pod: ids("pod"), public: [], "control-plane": ids("control-plane") },
      ...sampleEks(changes),
    });
    launch({ provider, cluster });
    more?.(cluster);
  };
  return record(program, { stack: "dev", preview });
}

/** Keys of all that a resource waits for, its provider and what that waits for included. */
export function waitsFor(resources: readonly PlannedResource[], name: string): ReadonlySet<string> {
  const byKey = new Map(resources.map((resource) => [resourceKey(resource), resource]));
  const found = new Set<string>();
  const visit = (resource: PlannedResource | undefined): void => {
    const { dependencies = [], provider } = resource ?? {};
    for (const key of provider === undefined ? dependencies : [...dependencies, provider]) {
      if (found.has(key)) continue;
      found.add(key);
      visit(byKey.get(key));
    }
  };
  visit(resources.find((resource) => resource.custom && resource.name === name));
  return new Set([...found].map((key) => key.slice(key.lastIndexOf("::") + 2)));
}
