import { setTimeout as sleep } from "node:timers/promises";
import { FailedCommand } from "../../fleet/failed-command.ts";
import { balancedServices, cloudObjects, deleteCloudObjects, type KnownIds } from "./cloud-objects.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { taggedText } from "./controller-kinds.ts";
import type { Ground, Place } from "./ground.ts";
import { livingClusters } from "./live-clusters.ts";
import { heldText, objectText, pathOf } from "./live-objects.ts";
import { taggedThings, type TaggedThing } from "./tagged-things.ts";
import { deleteThing, type ForeignThing, foreignThings } from "./vpc-things.ts";
import { deleteRecord, recordThings, type RecordThing } from "./zone-things.ts";

/** How often the drain looks again, and for how long; then it says what is left. */
export interface Patience {
  /** Range 0..3600000 milliseconds, for the objects of a cluster, and again for things of the cloud. */
  readonly milliseconds: number;
  /** Range 1..60000 milliseconds. */
  readonly pollMilliseconds: number;
}

/** What a drain did, in the words of people. */
export interface Drained {
  readonly removed: readonly string[];
  /** What is still there and would keep a destroy from ending, or be left without owner. */
  readonly left: readonly string[];
}

export interface DrainTalk {
  readonly patience: Patience;
  /** Clusters that are gone for good. @default - none */
  readonly gone?: ReadonlySet<string> | undefined;
  /** Hears what is waited for, at each look. */
  readonly say: (status: string) => void;
}

/**
 * Step 2 of a teardown: removes what controllers made and the program does not know, inside the stack's clusters and
 * then in its VPCs, and waits until the cloud says that it is gone. Nothing that somebody else made is touched.
 */
export async function drain(
  ground: Ground,
  clusters: readonly ClusterApi[],
  talk: DrainTalk,
): Promise<Drained> {
  const all: Drained[] = [];
  const kept = new Set<string>();
  for (const cluster of clusters) {
    all.push(await drainCluster(cluster, ground.ids, talk));
    for (const service of await balancedServices(cluster)) kept.add(service);
  }
  for (const place of ground.places)
    all.push(await drainPlace({ ground, place, kept, gone: talk.gone }, talk));
  return { removed: all.flatMap(({ removed }) => removed), left: all.flatMap(({ left }) => left) };
}

/** Deletes objects that stand for things of the cloud, also those that appear meanwhile. */
export async function drainCluster(cluster: ClusterApi, known: KnownIds, talk: DrainTalk): Promise<Drained> {
  const seen = new Map<string, string>();
  for (const end = Date.now() + talk.patience.milliseconds; ;) {
    const objects = await cloudObjects(cluster, known);
    const left = new Set(objects.map(pathOf));
    if (objects.length === 0 || Date.now() >= end) {
      const gone = [...seen].filter(([path]) => !left.has(path));
      return { removed: gone.map(([, told]) => told), left: objects.map(heldText) };
    }
    for (const object of objects) seen.set(pathOf(object), objectText(object));
    await deleteCloudObjects(cluster, objects);
    talk.say(waiting(objects.map(heldText)));
    await sleep(talk.patience.pollMilliseconds);
  }
}

/** Where to drain, and what not to wait for. */
export interface DrainedPlace {
  readonly ground: Ground;
  readonly place: Place;
  /** Services of the program, as `<namespace>/<name>`: their balancers go with them, in the destroy. */
  readonly kept: ReadonlySet<string>;
  /** Clusters that are gone for good: what their ExternalDNS left in zones has nobody. @default - none */
  readonly gone?: ReadonlySet<string> | undefined;
}

const NOBODY: ReadonlySet<string> = new Set();

/** What one place has that is neither the program's nor a known Service's. */
export async function foreignIn(where: DrainedPlace, living: readonly string[]) {
  const { ground, place, kept } = where;
  const keepsBalancers = kept.size > 0;
  const things = await foreignThings(place, { ids: ground.ids, living, keepsBalancers });
  const records = await recordThings(place, { ids: ground.ids, gone: where.gone ?? NOBODY });
  const foreign = [...things, ...records];
  const tagged = await taggedThings(ground, place);
  const made = tagged.filter(
    ({ kind, service, isOwn }) => isOwn && kind?.remove !== undefined && !kept.has(service ?? ""),
  );
  return { foreign, made };
}

/** Deletes what was left behind in one place; what is in use gets time to be given back. */
export async function drainPlace(where: DrainedPlace, talk: DrainTalk): Promise<Drained> {
  const { ground, place } = where;
  const seen = new Map<string, string>();
  const removed: string[] = [];
  for (const end = Date.now() + talk.patience.milliseconds; ;) {
    const living = await livingClusters(ground);
    const { foreign, made } = await foreignIn(where, living);
    const gone = await deleteFree(place, foreign);
    removed.push(...gone.map(({ text }) => text));
    const things = foreign.filter((thing) => !gone.includes(thing));
    if (living.length === 0) await deleteOrphans(place, made);
    const left = [...made.map(taggedText), ...things.map(({ text }) => text)];
    for (const { arn, kind } of made) seen.set(arn, taggedText({ arn, kind }));
    const isPassing = made.length > 0 || things.some(({ fate }) => fate !== "stays");
    if (!isPassing || Date.now() >= end) {
      const vanished = [...seen].filter(([arn]) => !made.some((one) => one.arn === arn));
      return { removed: [...removed, ...vanished.map(([, text]) => text)], left };
    }
    talk.say(waiting(left));
    if (gone.length === 0) await sleep(talk.patience.pollMilliseconds);
  }
}

/** Deletes what is free. What something else still holds stays for the next look. */
async function deleteFree(
  { client }: Place,
  things: readonly (ForeignThing | RecordThing)[],
): Promise<readonly (ForeignThing | RecordThing)[]> {
  const gone: (ForeignThing | RecordThing)[] = [];
  for (const thing of things.filter(({ fate }) => fate === "free")) {
    const deletion = thing.kind === "Record" ? deleteRecord(client, thing) : deleteThing(client, thing);
    if (await unlessHeld(deletion)) gone.push(thing);
  }
  return gone;
}

/** With its cluster, a machine or a balancer has lost who would take it away. */
async function deleteOrphans({ client }: Place, things: readonly TaggedThing[]): Promise<void> {
  for (const { arn, kind } of things)
    if (kind?.remove !== undefined) await unlessHeld(kind.remove(client, arn));
}

/** How AWS refuses to delete what something else depends on, or what another call is deleting. */
const HELD = /\((DependencyViolation|ResourceInUse|InvalidParameterValue|InvalidNetworkInterface\.InUse)\)/;

async function unlessHeld(deletion: Promise<unknown>): Promise<boolean> {
  try {
    await deletion;
    return true;
  } catch (error) {
    if (error instanceof FailedCommand && HELD.test(error.message)) return false;
    throw error;
  }
}

const waiting = (things: readonly string[]): string =>
  `waits for ${things.length}: ${things.slice(0, 2).join("; ")}${things.length > 2 ? "; ..." : ""}`;
