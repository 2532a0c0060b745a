import { imageName } from "../../fleet/charts/chart-source.ts";
import { KUBERNETES_MINORS } from "../../fleet/charts/catalog.ts";
import type { Chart } from "../../fleet/charts/chart.ts";
import { PAUSE_IMAGE } from "../../fleet/charts/images.ts";
import { cloudControllerImage, SYSTEM_IMAGES } from "../../fleet/charts/system-images.ts";

/** An image that a mirror must hold. */
export interface MirroredImage {
  readonly image: string;
  /** Where clusters look for it in the mirror. @default - there is no mirror */
  readonly mirrored?: string;
  /** Charts that run it; `atoll` where none does. */
  readonly usedBy: readonly string[];
}

/** Every image that atoll runs, those of ring edge included, each once and in alphabetical order. What releases of K3s
 * bring is in their own list. */
export function mirroredImages(
  charts: Readonly<Record<string, Chart>>,
  mirror?: string,
): readonly MirroredImage[] {
  const users = new Map<string, Set<string>>();
  const use = (images: readonly string[], user: string): void => {
    for (const image of images) users.set(image, (users.get(image) ?? new Set()).add(user));
  };
  for (const [name, { images, edge }] of Object.entries(charts))
    use([...images, ...(edge?.images ?? [])], name);
  const controllers = KUBERNETES_MINORS.map(({ minor }) => cloudControllerImage(minor));
  use([PAUSE_IMAGE.image, ...Object.values(SYSTEM_IMAGES), ...controllers], "atoll");
  return [...users]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([image, by]) => ({
      image,
      usedBy: [...by].sort(),
      ...(mirror === undefined ? {} : { mirrored: inMirror(image, mirror) }),
    }));
}

/** One line for each image: its name, with a mirror where that keeps it, and who runs it if that is asked. */
export function imageLines(
  charts: Readonly<Record<string, Chart>>,
  { mirror, users }: { readonly mirror?: string | undefined; readonly users: boolean },
): readonly string[] {
  return mirroredImages(charts, mirror).map(({ image, mirrored, usedBy }) =>
    [image, ...(mirrored === undefined ? [] : [mirrored]), ...(users ? [usedBy.join(",")] : [])].join(" "),
  );
}

function inMirror(image: string, mirror: string): string {
  const { registry, path, tag } = imageName(image, mirror);
  return `${registry}/${path}:${tag}`;
}
