import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass.js";
import * as pulumi from "@pulumi/pulumi";
import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import { InputError } from "../../fleet/check.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { AddOnRelease } from "./add-on-release.ts";
import { before } from "./order.ts";
import { plannedAddOns, platformFaults } from "./plan.ts";
import type { PlatformSettings } from "./settings.ts";
import { webhookGate } from "./webhook-gate.ts";
import type { AskCluster } from "./webhook-probe.ts";
import { PRIORITY_CLASSES } from "./workload.ts";

export interface PlatformArgs extends PlatformSettings {
  /** Cluster that the add-ons are for. */
  readonly cluster: Cluster;
  /** Asks the cluster whether webhooks answer. @default - nobody asks: objects are sent at once */
  readonly ask?: AskCluster;
}

/**
 * The add-ons of one cluster, each after those it requires, and the priority classes by which their pods come first.
 * The component's name is the cluster's.
 *
 * @throws InputError when the add-ons don't fit together, or don't fit the cluster.
 */
export class Platform extends pulumi.ComponentResource {
  /** What must exist before something that uses the add-on of this name. */
  readonly ready: ReadonlyMap<AddOnName, readonly pulumi.Resource[]>;

  constructor(name: string, args: PlatformArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { cluster, ask, ...settings } = args;
    const faults = platformFaults(name, cluster.facts, settings);
    if (faults.length > 0) throw new InputError(faults);
    super("atoll:platform:Platform", name, {}, pulumi.mergeOptions({ provider: cluster.provider }, opts));

    const classes = priorityClasses(name, cluster, this);
    const ready = new Map<AddOnName, readonly pulumi.Resource[]>();
    const gates = new Map<AddOnName, readonly pulumi.ResourceHook[]>();
    for (const addOn of plannedAddOns(settings)) {
      const { contract } = addOn;
      const earlier = before(contract);
      const after = [...classes, ...earlier.flatMap((one) => ready.get(one) ?? [])];
      const behind = earlier.flatMap((one) => gates.get(one) ?? []);
      const own = webhookGate(`${name}-${contract.name}`, contract, ask);
      const release = new AddOnRelease(
        `${name}-${contract.name}`,
        { addOn, cluster, settings, after, gates: { own, behind } },
        { parent: this },
      );
      ready.set(contract.name, release.ready);
      gates.set(contract.name, own);
    }

    this.ready = ready;
    this.registerOutputs({});
  }
}

function priorityClasses(name: string, cluster: Cluster, parent: pulumi.Resource): readonly PriorityClass[] {
  return Object.entries(PRIORITY_CLASSES).map(
    ([className, { value, description }]) =>
      new PriorityClass(
        `${name}-${className}`,
        { metadata: { name: className }, value, description },
        { parent, dependsOn: [...cluster.ready] },
      ),
  );
}
