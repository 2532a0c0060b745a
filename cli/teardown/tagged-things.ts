import { clusterOwnershipTag } from "../../fleet/eks-vocabulary.ts";
import { STACK_TAG } from "../../fleet/tags.ts";
import {
  AUTOSCALING_GROUP_MARK,
  LOAD_BALANCER_MARK,
  NODE_GROUP_MARK,
  SERVICE_MARKS,
} from "../../fleet/teardown-vocabulary.ts";
import type { AwsClient } from "../recover/aws-client.ts";
import { taggedWith } from "../recover/cloud-search.ts";
import { isOwn } from "../recover/own-tags.ts";
import { ARN_KINDS_OF_CONTROLLERS, type ControllerKind, type Seen } from "./controller-kinds.ts";
import type { Ground, Place } from "./ground.ts";

/** Marks of machines that go with the group that has started them. */
const GROUP_MARKS: readonly string[] = [AUTOSCALING_GROUP_MARK, NODE_GROUP_MARK];

/** Something in the cloud that says by a tag that it belongs to a stack or a cluster of that name, and that no state knows. */
export interface TaggedThing {
  readonly arn: string;
  /** What it is, where controllers make such things; undefined for everything else. */
  readonly kind: ControllerKind | undefined;
  /** The Service that it stands for, as `<namespace>/<name>`; undefined when it stands for none. */
  readonly service: string | undefined;
  /**
   * Whether it carries the stack's own tags, or lies in a VPC that the stack made. The name of a cluster alone is no
   * proof: somebody else's cluster, by EKS or not, may have the same one in this account.
   */
  readonly isOwn: boolean;
}

/** What a place has of a stack beside what its state knows, as its tags tell, and as far as it still exists. */
export async function taggedThings(
  ground: Pick<Ground, "stack" | "known">,
  place: Place,
): Promise<readonly TaggedThing[]> {
  const lists = await Promise.all([
    taggedWith(place.client, STACK_TAG, ground.stack),
    ...place.clusters.flatMap((cluster) => [
      taggedWith(place.client, LOAD_BALANCER_MARK, cluster),
      taggedWith(place.client, clusterOwnershipTag(cluster), "owned"),
    ]),
  ]);
  const [byStack, ...byCluster] = lists;
  const own = byStack.filter(({ tags }) => isOwn(place.client, ground.stack, tags));
  const found = new Map([...own, ...byCluster.flat()].map((one) => [one.arn, one]));
  const unknown = [...found.values()].filter(
    ({ arn, tags }) => !ground.known.hasArn(arn) && GROUP_MARKS.every((mark) => tags[mark] === undefined),
  );
  const things = await Promise.all(
    unknown.map(async ({ arn, tags }) => {
      const kind = controllerKind(arn);
      const seen = await seenThing(place.client, { arn, kind });
      if (seen === undefined) return [];
      const service = SERVICE_MARKS.flatMap((key) => tags[key] ?? [])[0];
      const isInside = seen.vpcId !== undefined && place.vpcs.includes(seen.vpcId);
      return [{ arn, kind, service, isOwn: isInside || isOwn(place.client, ground.stack, tags) }];
    }),
  );
  return things.flat();
}

function controllerKind(arn: string): ControllerKind | undefined {
  const [, , service = "", , , ...rest] = arn.split(":");
  return ARN_KINDS_OF_CONTROLLERS.find(({ prefix }) => prefix.test(`${service}:${rest.join(":")}`));
}

/** AWS goes on listing for some time what was just deleted, so whoever can be asked is asked. */
async function seenThing(
  client: AwsClient,
  { arn, kind }: Pick<TaggedThing, "arn" | "kind">,
): Promise<Seen | undefined> {
  return kind === undefined ? {} : kind.look(client, arn);
}
