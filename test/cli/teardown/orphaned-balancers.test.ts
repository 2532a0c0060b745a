import { expect, test } from "vitest";
import { drainPlace } from "../../../cli/teardown/drain.ts";
import { groundOf } from "../../../cli/teardown/ground.ts";
import { leftovers } from "../../../cli/teardown/leftovers.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { BASE, inState, PLACE, PROVIDER, stateOf } from "../recover/sample-state.ts";

const ELB = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:";
const NETWORK_BALANCER = `${ELB}loadbalancer/net/k8s-shop/0a1b`;
const CLASSIC = `${ELB}loadbalancer/a0b1c2`;
const TARGETS = `${ELB}targetgroup/k8s-shop/0c2d`;
const EC2 = "arn:aws:ec2:eu-central-1:111122223333:";
const DISK = `${EC2}volume/vol-1`;
const MACHINE = `${EC2}instance/i-1`;

/** Tags by ARN: one set by the AWS Load Balancer Controller, one by the cloud's own controller. */
const OF_CONTROLLER = { "elbv2.k8s.aws/cluster": "dev", "service.k8s.aws/stack": "acme--live/shop" };
const OWN = { "atoll:organisation": "lagoon", "atoll:stack": "dev" };
const IN_TREE = { "kubernetes.io/cluster/dev": "owned", "kubernetes.io/service-name": "acme--live/old" };

interface World {
  readonly tagged: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether EKS still knows the cluster. @default false */
  readonly lives?: boolean;
  /** VPC in which everything lies that lies in one. @default - that of the stack */
  readonly vpc?: string;
  /** ARNs that AWS lists and that are gone. @default - none */
  readonly stale?: readonly string[];
}

const ok = (stdout: unknown) => ({ exitCode: 0, stdout: JSON.stringify(stdout), stderr: "" });
const refused = (code: string) => ({
  ...{ exitCode: 254, stdout: "" },
  stderr: `An error occurred (${code}) when calling it`,
});

/** What AWS tells of a balancer, a target group or a machine in a VPC. */
const inVpc = (vpcId: string) => ({
  LoadBalancers: [{ VpcId: vpcId }],
  LoadBalancerDescriptions: [{ VPCId: vpcId }],
  TargetGroups: [{ VpcId: vpcId }],
  Reservations: [{ Instances: [{ State: { Name: "running" }, VpcId: vpcId }] }],
});

/** How AWS says that there is no such thing, by service. */
const ABSENT: Readonly<Record<string, string>> = {
  "ec2 describe-instances": "InvalidInstanceID.NotFound",
  ec2: "InvalidVolume.NotFound",
  elb: "LoadBalancerNotFound",
  elbv2: "LoadBalancerNotFound",
};

/** What carries a tag, as AWS lists it. */
function listed({ tagged }: World, words: readonly string[]) {
  const filter = words[words.indexOf("--tag-filters") + 1] ?? "";
  const [, key = "", value = ""] = /Key=(.*),Values=(.*)/.exec(filter) ?? [];
  const found = Object.entries(tagged).filter(([, tags]) => tags[key] === value);
  return found.map(([ResourceARN, tags]) => ({
    ResourceARN,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }));
}

/** An account with balancers: the `aws` that answers from it. A target group in use cannot be deleted. */
function account(given: World) {
  const there = new Set(Object.keys(given.tagged).filter((arn) => given.stale?.includes(arn) !== true));
  const deleted: string[] = [];
  const answer = (words: readonly string[]) => {
    const [service = "", call = ""] = words;
    if (service === "eks")
      return given.lives === true
        ? ok({ cluster: { name: "dev", tags: OWN } })
        : refused("ResourceNotFoundException");
    if (words.includes("--filters")) return ok({});
    if (call === "get-resources") return ok({ ResourceTagMappingList: listed(given, words) });
    const named = [...there].find(
      (arn) => words.includes(arn) || words.includes(arn.split("/").at(-1) ?? ""),
    );
    if (named === undefined)
      return refused(
        call.includes("target-group")
          ? "TargetGroupNotFound"
          : (ABSENT[`${service} ${call}`] ?? ABSENT[service] ?? ""),
      );
    if (!/^(delete|terminate)-/.test(call)) return ok(inVpc(given.vpc ?? "vpc-1"));
    if (named === TARGETS && there.has(NETWORK_BALANCER)) return refused("ResourceInUse");
    there.delete(named);
    deleted.push(named);
    return ok({});
  };
  return { deleted, aws: (words: readonly string[]) => Promise.resolve(answer(words)) };
}

/** A stack whose cluster is in the state, and perhaps in EKS. */
async function world(given: World) {
  const { deleted, aws } = account(given);
  const pulumi = () => Promise.reject(new Error("no operation"));
  const cluster = { ...inState(tokens.CLUSTER, "dev", "dev"), provider: `${PLACE}::${PROVIDER}::1234` };
  const vpc = { ...inState(tokens.VPC, "dev-vpc", "vpc-1"), provider: cluster.provider };
  const defaultTags = JSON.stringify({ tags: OWN });
  const provider = { ...BASE[1]!, inputs: { region: "eu-central-1", defaultTags } };
  const state = stateOf([cluster, vpc]).deployment.resources ?? [];
  const resources = state.map((one) => (one.urn === provider.urn ? provider : one));
  const tools = { project: "atoll", folder: "/tmp", pulumi, aws };
  const ground = await groundOf(tools, "dev", { deployment: { resources } });
  return { ground, place: ground.places[0]!, deleted };
}

const ALL = {
  [TARGETS]: OF_CONTROLLER,
  [NETWORK_BALANCER]: OF_CONTROLLER,
  [CLASSIC]: IN_TREE,
  [DISK]: { ...IN_TREE, ...OWN },
};
const TALK = { patience: { milliseconds: 60_000, pollMilliseconds: 1 }, say: () => undefined };

test("balancers of Services that are gone are found by the tags of their cluster, of either controller", async () => {
  const { ground } = await world({ tagged: ALL });
  expect(await leftovers(ground)).toEqual({
    kept: [`Volume ${DISK}`],
    stray: expect.arrayContaining([
      `TargetGroup ${TARGETS}`,
      `LoadBalancer ${NETWORK_BALANCER}`,
      `LoadBalancer ${CLASSIC}`,
    ]) as string[],
    others: [],
  });
});

test("with their cluster gone a drain deletes them, balancers before what they hold, and no disk", async () => {
  const { ground, place, deleted } = await world({ tagged: ALL });
  const { removed, left } = await drainPlace({ ground, place, kept: new Set() }, TALK);
  expect(deleted.at(-1)).toBe(TARGETS);
  expect(new Set(deleted)).toEqual(new Set([NETWORK_BALANCER, CLASSIC, TARGETS]));
  expect(removed).toEqual(
    expect.arrayContaining([`LoadBalancer ${NETWORK_BALANCER}`, `LoadBalancer ${CLASSIC}`]),
  );
  expect(left).toEqual([]);
});

test("while their cluster lives its controller is waited for, and nothing is deleted behind its back", async () => {
  const { ground, place, deleted } = await world({ tagged: ALL, lives: true });
  const patience = { milliseconds: 0, pollMilliseconds: 1 };
  const { left } = await drainPlace({ ground, place, kept: new Set() }, { ...TALK, patience });
  expect(left).toEqual(expect.arrayContaining([`LoadBalancer ${NETWORK_BALANCER}`]));
  expect(deleted).toEqual([]);
});

test("the balancer of a Service of the program is left to the destroy", async () => {
  const tagged = { [NETWORK_BALANCER]: OF_CONTROLLER };
  const { ground, place, deleted } = await world({ tagged, lives: true });
  const kept = new Set(["acme--live/shop"]);
  expect(await drainPlace({ ground, place, kept }, TALK)).toEqual({ removed: [], left: [] });
  expect(deleted).toEqual([]);
});

test("what only names a cluster of this name, in another VPC, is told as perhaps another's and never deleted", async () => {
  const tagged = { ...ALL, [MACHINE]: IN_TREE, [DISK]: IN_TREE };
  const { ground, place, deleted } = await world({ tagged, vpc: "vpc-other" });
  expect(await drainPlace({ ground, place, kept: new Set() }, TALK)).toEqual({ removed: [], left: [] });
  expect(deleted).toEqual([]);
  const { others, ...own } = await leftovers(ground);
  expect(own).toEqual({ kept: [], stray: [] });
  expect(others.toSorted()).toEqual([
    `Instance ${MACHINE}`,
    `LoadBalancer ${CLASSIC}`,
    `LoadBalancer ${NETWORK_BALANCER}`,
    `TargetGroup ${TARGETS}`,
    `Volume ${DISK}`,
  ]);
});

test("a machine elsewhere goes when it carries the stack's own tags, and not with those of another organisation", async () => {
  const [own, rival] = [`${EC2}instance/i-own`, `${EC2}instance/i-rival`];
  const tagged = {
    [own]: { ...IN_TREE, ...OWN },
    [rival]: { ...IN_TREE, ...OWN, "atoll:organisation": "rival" },
  };
  const { ground, place, deleted } = await world({ tagged, vpc: "vpc-other" });
  expect((await drainPlace({ ground, place, kept: new Set() }, TALK)).removed).toEqual([`Instance ${own}`]);
  expect(deleted).toEqual([own]);
});

test("what AWS still lists after it was deleted is told by nobody", async () => {
  const { ground } = await world({ tagged: ALL, stale: [TARGETS, NETWORK_BALANCER, CLASSIC, DISK] });
  expect(await leftovers(ground)).toEqual({ kept: [], stray: [], others: [] });
});
