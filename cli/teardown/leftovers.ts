import { taggedText } from "./controller-kinds.ts";
import type { Ground } from "./ground.ts";
import { taggedThings } from "./tagged-things.ts";

/** What a teardown leaves, found by tags. */
export interface Leftovers {
  /** Disks and their snapshots: they hold data, and only people delete them. */
  readonly kept: readonly string[];
  /** What should have gone. AWS lists some of it for some time after it was deleted. */
  readonly stray: readonly string[];
  /** What names a cluster of the stack, and neither carries the stack's tags nor lies in its VPC: perhaps another's. */
  readonly others: readonly string[];
}

const HOLDS_DATA = new Set(["Volume", "Snapshot"]);

/** Looks in every place of a stack for what still carries its tags. */
export async function leftovers(ground: Ground): Promise<Leftovers> {
  const found = (await Promise.all(ground.places.map((place) => taggedThings(ground, place)))).flat();
  const own = found.filter(({ isOwn }) => isOwn);
  const holdsData = ({ kind }: (typeof found)[number]): boolean => HOLDS_DATA.has(kind?.name ?? "");
  return {
    kept: own.filter(holdsData).map(taggedText),
    stray: own.filter((one) => !holdsData(one)).map(taggedText),
    others: found.filter(({ isOwn }) => !isOwn).map(taggedText),
  };
}
