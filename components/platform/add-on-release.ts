import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../cluster/cluster.ts";
import { addOnIdentity } from "./add-on-identity.ts";
import { addOnNamespace } from "./add-on-namespace.ts";
import { addOnObject } from "./add-on-object.ts";
import { chartRelease } from "./chart-release.ts";
import type { AddOn, AddOnContext } from "./contract.ts";
import { imagesOf } from "./plan.ts";
import type { PlatformSettings } from "./settings.ts";
import { mergedValues } from "./values.ts";

export interface AddOnReleaseArgs {
  /** What is installed. */
  readonly addOn: AddOn;
  /** Where it is installed. */
  readonly cluster: Cluster;
  /** What the platform looks like. */
  readonly settings: PlatformSettings;
  /** What must be ready first: priority classes, and the add-ons it requires. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * One add-on in a cluster: its namespace, closed but for what it states, the release of its kinds, that of its chart,
 * and the objects it declares. Whoever requires it waits for all of them.
 *
 * @throws InputError when the cluster refuses the rights that it needs.
 */
export class AddOnRelease extends pulumi.ComponentResource {
  /** What must exist before something that requires this add-on. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AddOnReleaseArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:platform:AddOnRelease", name, {}, opts);
    const { addOn, cluster, settings } = args;
    const { contract } = addOn;

    const closed = addOnNamespace(name, args, this);
    const identity = addOnIdentity(contract, addOn.permissions?.(settings) ?? [], cluster);
    const first = [...args.after, ...closed, ...identity.dependencies];
    const release = { namespace: contract.namespace, parent: this, ...timesAndMirror(args) };
    const { crdChart } = contract;
    const crds =
      crdChart === undefined
        ? []
        : [chartRelease(`${name}-crds`, { ...release, chart: crdChart, values: {}, dependsOn: first })];

    const context: AddOnContext = {
      settings,
      facts: cluster.facts,
      ...(cluster.cloud === undefined ? {} : { cloud: cluster.cloud }),
      identity: identity.annotations,
      image: imagesOf(contract, settings),
    };
    const values = mergedValues(addOn.values(context), settings.valuesOverrides?.[contract.name] ?? {});
    const dependsOn = [...first, ...crds];
    const main = chartRelease(`${name}-release`, { ...release, chart: contract.chart, values, dependsOn });

    const objects = (addOn.objects?.(context) ?? []).map((object) =>
      addOnObject(`${name}-${object.role}`, object, contract.namespace, { parent: this, dependsOn: [main] }),
    );
    this.ready = [main, ...objects];
    this.registerOutputs({});
  }
}

function timesAndMirror({ addOn, settings: { chartMirror } }: AddOnReleaseArgs): {
  readonly timeoutSeconds: number;
  readonly mirror?: string;
} {
  const { timeoutSeconds } = addOn.contract;
  return { timeoutSeconds, ...(chartMirror === undefined ? {} : { mirror: chartMirror }) };
}
