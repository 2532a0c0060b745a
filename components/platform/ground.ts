import { imageName } from "../../fleet/charts/chart-source.ts";
import { chartIn } from "../../fleet/charts/ring.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { ADD_ONS } from "./add-ons.ts";
import type { AddOn, AddOnContext, AddOnContract, AddOnGround, AddOnRights, AddOnWish } from "./contract.ts";
import type { PlatformSettings } from "./settings.ts";

/** What the inventory says of one add-on. */
export function wishOf({ name }: Pick<AddOnContract, "name">, settings: PlatformSettings): AddOnWish {
  return {
    settings,
    own: settings.choices[name],
    has: (other) => settings.addOns.includes(other),
    namespaces: settings.addOns.map((one) => ADD_ONS[one].contract.namespace).sort(),
  };
}

/** What one add-on decides from. */
export function groundOf(
  contract: Pick<AddOnContract, "name">,
  settings: PlatformSettings,
  { facts, cloud }: Pick<Cluster, "facts" | "cloud">,
): AddOnGround {
  return { ...wishOf(contract, settings), facts, ...(cloud === undefined ? {} : { cloud }) };
}

/** Whether any ServiceAccount of an add-on has rights in the cloud. */
export function actsInCloud(addOn: AddOn, settings: PlatformSettings): boolean {
  return given(addOn, settings).length > 0;
}

/** Whether pods of an add-on act with such rights by themselves. */
export function podsActInCloud(addOn: AddOn, settings: PlatformSettings): boolean {
  return given(addOn, settings).some(({ by }) => by !== "external-secrets");
}

function given(addOn: AddOn, settings: PlatformSettings): readonly AddOnRights[] {
  const all = addOn.rights?.(wishOf(addOn.contract, settings)) ?? [];
  return all.filter(({ permissions }) => permissions.length > 0);
}

/** Finds the one image of an add-on's charts whose name contains a text. */
export function imagesOf(
  { name, crdChart, chart, companions = [] }: AddOnContract,
  { imageMirror, ring }: Pick<PlatformSettings, "imageMirror" | "ring">,
): AddOnContext["image"] {
  const charts = [...(crdChart === undefined ? [] : [crdChart]), chart, ...companions];
  const images = charts.flatMap((one) => chartIn(one, ring).images);
  return (containing) => {
    const image = images.find((one) => one.includes(containing));
    if (image === undefined) throw new Error(`the charts of ${name} have no image ${containing}`);
    return imageName(image, imageMirror);
  };
}
