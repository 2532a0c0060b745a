import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass.js";
import * as pulumi from "@pulumi/pulumi";
import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import { InputError } from "../../fleet/check.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { AddOnRelease } from "./add-on-release.ts";
import { plannedAddOns, platformFaults } from "./plan.ts";
import type { PlatformSettings } from "./settings.ts";
import { PRIORITY_CLASSES } from "./workload.ts";

export interface PlatformArgs extends PlatformSettings {
  /** Cluster that the add-ons are for. */
  readonly cluster: Cluster;
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
    const { cluster, ...settings } = args;
    const faults = platformFaults(name, cluster.facts, settings);
    if (faults.length > 0) throw new InputError(faults);
    super("atoll:platform:Platform", name, {}, pulumi.mergeOptions({ provider: cluster.provider }, opts));

    const classes = priorityClasses(name, cluster, this);
    const ready = new Map<AddOnName, readonly pulumi.Resource[]>();
    for (const addOn of plannedAddOns(settings)) {
      const { contract } = addOn;
      const required = contract.requires.flatMap((one) => ready.get(one) ?? []);
      const after = [...classes, ...required];
      const release = new AddOnRelease(
        `${name}-${contract.name}`,
        { addOn, cluster, settings, after },
        { parent: this },
      );
      ready.set(contract.name, release.ready);
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
