import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { API_PORT } from "../../../fleet/k3s/boot-vocabulary.ts";
import { MAX_PODS } from "../../../fleet/nodes/node-facts.ts";
import type { Architecture } from "../../../fleet/nodes/node-pool.ts";
import { createController } from "../../cluster/karpenter/controller.ts";
import { createPools } from "../../cluster/karpenter/pools.ts";
import type { KarpenterSettings } from "../../cluster/settings.ts";
import { KARPENTER_TRAFFIC } from "../../cluster/system-traffic-plan.ts";
import { textOf } from "../scope.ts";
import { workerClassSpec } from "./node-class-plan.ts";
import type { K3sNodeHome } from "./node-home.ts";
import { UNREGISTERED_NODE } from "./worker-plan.ts";
import { workerUserData } from "./worker-template.ts";

export interface K3sKarpenterArgs extends Omit<KarpenterSettings, "nodeKubernetes" | "maxPods"> {
  /** AWS provider, guarded by account and region. */
  readonly provider: AwsProvider;
  /** Cluster that the workers join. */
  readonly home: K3sNodeHome;
  /** Images of workers, one for each processor: ids, or `resolve:ssm:` and a parameter of AWS. */
  readonly images: Readonly<Record<Architecture, string>>;
}

/**
 * Karpenter on K3s: the same pools as on EKS, of machines that join by themselves. It asks EKS for nothing, and its
 * rights come by the cluster's own issuer.
 *
 * @see https://karpenter.sh/docs/concepts/nodeclasses/#custom
 */
export class K3sKarpenter extends pulumi.ComponentResource {
  /** What must exist before a pod that needs a worker. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: K3sKarpenterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { home } = args;
    const providers = [args.provider, home.provider];
    super("atoll:k3s:K3sKarpenter", name, {}, pulumi.mergeOptions({ providers }, opts));
    const { agentProfile, settings } = home;
    const { chartMirror, imageMirror } = settings;
    const common = { ...args, chartMirror, imageMirror, parent: this, cluster: home };
    const nodes = {
      instanceProfile: agentProfile.name,
      arns: { nodeRoleArn: agentProfile.roleArn, instanceProfileArn: agentProfile.arn },
      dependsOn: agentProfile.ready,
    };
    const endpoint = textOf(home.registrationAddress, (address) => `https://${address}:${API_PORT}`);
    const controller = createController(name, {
      ...common,
      place: settings,
      endpoint,
      nodes,
      traffic: { ...KARPENTER_TRAFFIC, apiPort: API_PORT },
    });
    const spec = createClassSpec(args);
    this.ready = createPools(name, {
      ...common,
      classSpec: () => spec,
      dependsOn: [controller, ...agentProfile.ready],
    });
    this.registerOutputs({});
  }
}

/** Nodes of all pools start the same way: what sets them apart Karpenter gives them. */
function createClassSpec({ home, images }: K3sKarpenterArgs): object {
  return workerClassSpec<pulumi.Output<string>>({
    images,
    userData: workerUserData(home, UNREGISTERED_NODE),
    securityGroupId: home.nodeSecurityGroupId,
    subnetIds: home.nodeSubnetIds,
    instanceProfile: home.agentProfile.name,
    maxPods: MAX_PODS,
    tags: home.settings.tags,
  });
}
