import { counted } from "../diff-words.ts";
import type { FleetDiff } from "../fleet-diff.ts";
import { NOISE_TEXT } from "./noise.ts";
import type { ObjectsDiff } from "./objects-diff.ts";
import type { ReleaseDiff } from "./release-diff.ts";

/** Most stacks that are named one by one. */
const MOST_STACKS = 6;

/** Most paths of placeholders that are named. */
const MOST_PLACEHOLDERS = 5;

/** `traefik 41.3.0 -> 41.4.0 in dev, prod`. */
export function releaseTitle({ name, from, to, stacks }: ReleaseDiff): string {
  const version = from === to ? `${to}, other values,` : `${from} -> ${to}`;
  return `${name} ${version} in ${stackList(stacks)}`;
}

function stackList(stacks: readonly string[]): string {
  if (stacks.length <= MOST_STACKS) return stacks.join(", ");
  const rest = stacks.length - MOST_STACKS;
  return `${stacks.slice(0, MOST_STACKS).join(", ")} and ${counted(rest, "more stack")}`;
}

/** `1 object removed, 2 changed, 12 unchanged`. */
export function objectCounts({ added, removed, changed, unchanged }: ObjectsDiff): string {
  const counts = { removed: removed.length, changed: changed.length, added: added.length };
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  if (told.length === 0) return `the same ${counted(unchanged, "object")}`;
  const [[what, count], ...others] = told as [[string, number], ...[string, number][]];
  return [
    `${counted(count, "object")} ${what}`,
    ...others.map(([other, number]) => `${number} ${other}`),
    `${unchanged} unchanged`,
  ].join(", ");
}

/** What a reader must know of a release that was rendered. */
export function renderingNotes({ rendering }: ReleaseDiff): readonly string[] {
  if (rendering.kind !== "rendered") return [];
  const { objects, placeholders } = rendering;
  const named = placeholders.slice(0, MOST_PLACEHOLDERS).join(", ");
  const more = placeholders.length > MOST_PLACEHOLDERS ? ", ..." : "";
  return [
    ...(objects.noise === 0 ? [] : [`${counted(objects.noise, "value")} left out: ${NOISE_TEXT}`]),
    ...(objects.madeUp === 0
      ? []
      : [`${counted(objects.madeUp, "value")} left out that the chart makes up each time it is rendered`]),
    ...(placeholders.length === 0
      ? []
      : [
          `${counted(placeholders.length, "value")} known only in an update, rendered as a placeholder: ${named}${more}`,
        ]),
  ];
}

/** Said first: what charts take away for ever, and what Kubernetes will refuse. */
export function releaseDangers({ charts = [] }: FleetDiff): readonly string[] {
  return charts.flatMap((one) => {
    const { rendering } = one;
    return rendering.kind === "rendered"
      ? rendering.objects.dangers.map((text) => `${releaseTitle(one)}: ${text}`)
      : [];
  });
}
