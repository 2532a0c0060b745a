import { clusterOwnershipTag } from "../../fleet/eks-vocabulary.ts";
import { ORGANISATION_TAG, STACK_TAG } from "../../fleet/tags.ts";
import { LOAD_BALANCER_MARK, NODE_GROUP_MARK, SERVICE_MARKS } from "../../fleet/teardown-vocabulary.ts";
import type { AwsClient } from "../recover/aws-client.ts";
import { taggedWith, type TaggedResource } from "../recover/cloud-search.ts";
import { ARN_KINDS_OF_CONTROLLERS, type ControllerKind } from "./controller-kinds.ts";
import type { Ground, Place } from "./ground.ts";

/** Something in the cloud that says by a tag that it belongs to a stack or its cluster, and that no state knows. */
export interface TaggedThing {
  readonly arn: string;
  /** What it is, where controllers make such things; undefined for everything else. */
  readonly kind: ControllerKind | undefined;
  /** The Service that it stands for, as `<namespace>/<name>`; undefined when it stands for none. */
  readonly service: string | undefined;
}

/** What a place has of a stack beside what its state knows, as its tags tell, and as far as it still exists. */
export async function taggedThings(
  ground: Pick<Ground, "stack" | "known">,
  place: Place,
): Promise<readonly TaggedThing[]> {
  const lists = await Promise.all([
    ownTagged(place.client, ground.stack),
    ...place.clusters.flatMap((cluster) => [
      taggedWith(place.client, LOAD_BALANCER_MARK, cluster),
      taggedWith(place.client, clusterOwnershipTag(cluster), "owned"),
    ]),
  ]);
  const found = new Map(lists.flat().map((one) => [one.arn, one]));
  const unknown = [...found.values()].filter(
    ({ arn, tags }) => !ground.known.hasArn(arn) && tags[NODE_GROUP_MARK] === undefined,
  );
  const things = unknown.map(({ arn, tags }) => ({
    arn,
    kind: controllerKind(arn),
    service: SERVICE_MARKS.flatMap((key) => tags[key] ?? [])[0],
  }));
  const exist = await Promise.all(things.map((thing) => isThere(place.client, thing)));
  return things.filter((_, index) => exist[index]);
}

async function ownTagged(client: AwsClient, stack: string): Promise<readonly TaggedResource[]> {
  const organisation = client.defaultTags[ORGANISATION_TAG];
  const found = await taggedWith(client, STACK_TAG, stack);
  return found.filter(({ tags }) => tags[ORGANISATION_TAG] === organisation);
}

function controllerKind(arn: string): ControllerKind | undefined {
  const [, , service = "", , , ...rest] = arn.split(":");
  return ARN_KINDS_OF_CONTROLLERS.find(({ prefix }) => prefix.test(`${service}:${rest.join(":")}`));
}

/** AWS goes on listing for some time what was just deleted, so whoever can be asked is asked. */
async function isThere(client: AwsClient, { arn, kind }: TaggedThing): Promise<boolean> {
  return kind === undefined ? true : kind.exists(client, arn);
}
