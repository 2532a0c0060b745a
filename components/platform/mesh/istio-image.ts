import type { ImageName } from "../../../fleet/charts/chart-source.ts";

/** An image as the charts of Istio ask for it: all before its name, its version, and its variant. */
export interface IstioImage {
  readonly hub: string;
  readonly tag: string;
  readonly variant: string;
}

/** Parts of one image. @example istioImage of registry.istio.io/release/pilot:1.30.3-distroless // => hub registry.istio.io/release, tag 1.30.3 */
export function istioImage({ registry, path, tag }: ImageName): IstioImage {
  const [version = tag, ...variant] = tag.split("-");
  return {
    hub: `${registry}/${path.slice(0, path.lastIndexOf("/"))}`,
    tag: version,
    variant: variant.join("-"),
  };
}
