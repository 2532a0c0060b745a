import type { ReleaseChange } from "./release-change.ts";
import type { ReleaseDiff, Rendering } from "./release-diff.ts";

export interface RenderedRelease {
  readonly change: ReleaseChange;
  readonly rendering: Rendering;
}

/** Releases by what changes in them: what is the same in a hundred clusters is told once, and what differs by itself. */
export function releaseGroups(releases: readonly RenderedRelease[]): readonly ReleaseDiff[] {
  const groups = Map.groupBy(releases, ({ change: { name, before, after }, rendering }) =>
    JSON.stringify([name, before.version, after.version, rendering]),
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const { name, before, after } = first.change;
      return [
        {
          name,
          from: before.version,
          to: after.version,
          stacks: group.map(({ change }) => change.stack).sort(),
          rendering: first.rendering,
        },
      ];
    });
}
