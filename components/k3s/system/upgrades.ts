import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import { PLAN_API } from "../../../fleet/k3s/system-vocabulary.ts";
import { createAccount, createController } from "../../cluster/controller.ts";
import type { ObjectPlace } from "../../cluster/system-objects.ts";
import { chartRelease } from "../../platform/chart-release.ts";
import { DENY_ALL } from "../../platform/traffic.ts";
import { k3sTrafficPlan } from "./traffic-plan.ts";
import {
  UPGRADE_CONTROLLER,
  UPGRADE_CONTROLLER_RULES,
  UPGRADE_PODS,
  UPGRADE_RULES,
  upgradeControllerPod,
} from "./upgrade-controller-plan.ts";
import {
  UPGRADE_ACCOUNT,
  UPGRADE_NAMESPACE,
  upgradeLabels,
  upgradePlans,
  type UpgradeSettings,
} from "./upgrade-plan.ts";

export interface UpgradesArgs extends ObjectPlace, UpgradeSettings {
  /** Kubernetes minor version whose Pod Security the namespace has, such as "1.35". */
  readonly kubernetes: string;
  /** Pods of the controller, of which one works at a time, on as many nodes. Range 1..2. */
  readonly replicas: number;
  /** Where charts come from. @default - the chart's own repository */
  readonly chartMirror?: string;
}

/**
 * The controller that upgrades K3s on its nodes, and what it has to reach. Its objects are ours: the one chart there is
 * belongs to a platform that manages clusters itself, and gives the controller every right on them.
 */
export function createUpgrades(args: UpgradesArgs): readonly pulumi.Resource[] {
  const { name, parent, provider, dependsOn } = args;
  const namespace = new Namespace(
    `${name}-upgrade-namespace`,
    { metadata: { name: UPGRADE_NAMESPACE, labels: upgradeLabels(args.kubernetes) } },
    { parent, provider, dependsOn: [...dependsOn] },
  );
  const closed = createPolicies(args, namespace);
  const kinds = chartRelease(`${name}-upgrade-crds`, {
    chart: "system-upgrade-crds",
    namespace: UPGRADE_NAMESPACE,
    values: {},
    timeoutSeconds: 300,
    parent,
    provider,
    ...(args.chartMirror === undefined ? {} : { mirror: args.chartMirror }),
    dependsOn: [namespace],
  });
  const account = createAccount(
    { name: `${name}-upgrade`, parent, provider, dependsOn: [namespace] },
    { namespace: UPGRADE_NAMESPACE, account: UPGRADE_ACCOUNT, ...UPGRADE_RULES },
  );
  const controller = createController(
    { name: `${name}-upgrade-controller`, parent, provider, dependsOn: [namespace, ...closed, kinds] },
    {
      namespace: UPGRADE_NAMESPACE,
      account: UPGRADE_CONTROLLER,
      ...UPGRADE_CONTROLLER_RULES,
      pod: upgradeControllerPod(args),
      replicas: args.replicas,
    },
  );
  return [controller, ...createPlans(args, [controller, ...account])];
}

/** The plan of agents comes after that of servers, and goes before it: without that one it would wait for ever. */
function createPlans(args: UpgradesArgs, after: readonly pulumi.Resource[]): readonly CustomResource[] {
  const { name, parent, provider } = args;
  return [...upgradePlans(args)].reduce<readonly CustomResource[]>((made, [plan, spec]) => {
    const metadata = { name: plan, namespace: UPGRADE_NAMESPACE };
    const options = { parent, provider, dependsOn: [...after, ...made] };
    const object = { apiVersion: PLAN_API, kind: "Plan", metadata, spec };
    return [...made, new CustomResource(`${name}-upgrade-plan-${plan}`, object, options)];
  }, []);
}

/** Nothing passes but what the controller needs; the pods that upgrade a node are in the network of that node. */
function createPolicies(args: UpgradesArgs, namespace: Namespace): readonly NetworkPolicy[] {
  const { name, parent, provider } = args;
  const specs = { "default-deny": DENY_ALL, controller: k3sTrafficPlan({ pods: UPGRADE_PODS, ingress: [] }) };
  return Object.entries(specs).map(
    ([policy, spec]) =>
      new NetworkPolicy(
        `${name}-upgrade-traffic-${policy}`,
        { metadata: { name: policy, namespace: UPGRADE_NAMESPACE }, spec },
        { parent, provider, dependsOn: [namespace], deletedWith: namespace },
      ),
  );
}
