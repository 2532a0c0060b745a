import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../cluster/cluster.ts";
import { addOnIdentities } from "./add-on-identity.ts";
import { addOnNamespace } from "./add-on-namespace.ts";
import { addOnObject } from "./add-on-object.ts";
import { type ChartReleaseArgs, chartRelease } from "./chart-release.ts";
import type { AddOn, AddOnContext, AddOnObject } from "./contract.ts";
import { groundOf, imagesOf } from "./ground.ts";
import { ruleObject } from "./rule-object.ts";
import type { PlatformSettings } from "./settings.ts";
import { mergedValues } from "./values.ts";
import { behind } from "./webhook-gate.ts";

export interface AddOnReleaseArgs {
  /** What is installed. */
  readonly addOn: AddOn;
  /** Where it is installed. */
  readonly cluster: Cluster;
  /** What the platform looks like. */
  readonly settings: PlatformSettings;
  /** What must be ready first: priority classes, and the add-ons it requires or comes after. */
  readonly after: readonly pulumi.Resource[];
  /** What its objects wait for: its own webhook, and those of the add-ons it requires or comes after. @default none */
  readonly gates?: { readonly own: Gates; readonly behind: Gates };
}

type Gates = readonly pulumi.ResourceHook[];

/** Where an add-on's objects are, and what they wait for. */
interface Place {
  readonly name: string;
  readonly namespace: string;
  readonly gates: Gates;
}

/**
 * One add-on in a cluster: its namespace, closed but for what it states, the releases of its kinds and of its charts,
 * and the objects it declares, its rules among them. Whoever requires it waits for all of them.
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
    const ground = groundOf(contract, settings, cluster);

    const closed = addOnNamespace(name, args, this);
    const identities = addOnIdentities(contract, addOn.rights?.(ground) ?? [], cluster);
    const context: AddOnContext = {
      ...ground,
      identity: identities.annotations,
      image: imagesOf(contract, settings),
    };
    const objects = addOn.objects?.(context) ?? [];
    const { own = [], behind: earlier = [] } = args.gates ?? {};
    const place: Place = { name, namespace: contract.namespace, gates: earlier };

    const first = [...args.after, ...closed, ...identities.dependencies];
    const needed = this.#declare(
      objects.filter((one) => one.first === true),
      first,
      place,
    );
    const releases = this.#releases(name, args, context, [...first, ...needed]);
    const declared = this.#declare(
      objects.filter((one) => one.first !== true),
      releases,
      { ...place, gates: [...earlier, ...own] },
    );

    const rules = ground.has("prometheus-operator-crds") ? (addOn.rules?.(ground) ?? []) : [];
    if (rules.length > 0)
      this.#declare([ruleObject(contract.name, rules, settings.runbooksUrl)], first, place);
    this.ready = [...releases, ...declared];
    this.registerOutputs({});
  }

  #declare(
    objects: readonly AddOnObject[],
    dependsOn: readonly pulumi.Resource[],
    { name, namespace, gates }: Place,
  ): readonly pulumi.Resource[] {
    return objects.map((one) =>
      addOnObject(`${name}-${one.role}`, one, namespace, {
        parent: this,
        dependsOn: [...dependsOn],
        ...behind(gates),
      }),
    );
  }

  /** That of the kinds, that of the chart, and those of its companions, each after the one before. */
  #releases(
    name: string,
    { addOn, settings, gates }: AddOnReleaseArgs,
    context: AddOnContext,
    first: readonly pulumi.Resource[],
  ): readonly Release[] {
    const { contract } = addOn;
    const { namespace, timeoutSeconds, crdChart, chart, companions = [] } = contract;
    const { chartMirror: mirror, ring } = settings;
    const releases: Release[] = [];
    const install = (role: string, own: Pick<ChartReleaseArgs, "chart" | "values">): void => {
      const release = {
        namespace,
        timeoutSeconds,
        parent: this,
        ...(mirror === undefined ? {} : { mirror }),
        ...(ring === undefined ? {} : { ring }),
        gates: gates?.behind ?? [],
      };
      releases.push(
        chartRelease(`${name}-${role}`, { ...release, ...own, dependsOn: [...first, ...releases] }),
      );
    };
    const other = (one: typeof chart) => ({ chart: one, values: addOn.otherValues?.(one, context) ?? {} });
    if (crdChart !== undefined) install("crds", other(crdChart));
    const override = settings.valuesOverrides?.[contract.name] ?? {};
    install("release", { chart, values: mergedValues(addOn.values(context), override) });
    for (const companion of companions) install(companion, other(companion));
    return releases;
  }
}
