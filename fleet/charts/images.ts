import { imageName } from "./chart-source.ts";

/** An image that no chart brings, by tag for people and by digest for machines. */
export interface PinnedImage {
  readonly image: string;
  readonly digest: string;
  /** Page that the facts are from. */
  readonly source: string;
}

/** Does nothing until it is told to stop. */
export const PAUSE_IMAGE: PinnedImage = {
  image: "registry.k8s.io/pause:3.10",
  digest: "sha256:ee6521f290b2168b6e0935a181d4cff9be1ac3f505666ef0e3c98fae8199917a",
  source: "https://github.com/kubernetes/kubernetes/tree/master/build/pause",
};

/** The image as a pod names it, from the mirror if there is one. */
export function pinnedImage({ image, digest }: PinnedImage, mirror?: string): string {
  const { registry, path, tag } = imageName(image, mirror);
  return `${registry}/${path}:${tag}@${digest}`;
}
