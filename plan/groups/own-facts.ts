import { type Block, cidrFault, parseCidr } from "../../fleet/addresses/cidr.ts";
import { isList, isMap, type Json } from "../json.ts";
import type { Plan, PlannedResource } from "../plan.ts";
import { type Slice, slicesOf } from "./slices.ts";

/** What is a stack's own, and therefore differs where two stacks are alike. */
export interface OwnFacts {
  readonly stack: string;
  /** Own values, each with the word that stands for it: `10.4.0.0/16` -> `range of the VPC`. */
  readonly words: ReadonlyMap<string, string>;
  /** Letters of the zones, each with its word: `d` -> `zone 3`. They count only behind a hyphen. */
  readonly letters: ReadonlyMap<string, string>;
  /** Range of its network, by which ranges inside of it are told. @default - it has none, or another than before */
  readonly block?: Block;
  /** Environments of tenants that lie in it, on either side. */
  readonly slices: readonly Slice[];
  /** What it is a stack of. */
  readonly kind: StackKind;
  /** Environment of the cluster, such as `production`. @default - no provider of AWS says it */
  readonly environment?: string;
}

export type StackKind = "cluster" | "region" | "link" | "other";

/** Components by which a stack is known, by the beginning of their types. */
const KINDS: readonly (readonly [string, StackKind])[] = [
  ["atoll:cluster:", "cluster"],
  ["atoll:k3s:", "cluster"],
  ["atoll:attached:", "cluster"],
  ["atoll:cell:", "cluster"],
  ["atoll:region:", "region"],
  ["atoll:link:", "link"],
];

const AWS_PROVIDER = "pulumi:providers:aws";
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";

/** Types whose `cidrBlock` is a range of the stack. */
const WITH_RANGE: ReadonlySet<string> = new Set([
  VPC,
  SUBNET,
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
]);

/** Ends a name that was cut to fit: six digits of a hash of the whole. */
const HASHED = /-[0-9a-f]{6}$/;

/** Inputs that are the name of a thing outside of the program. */
const NAME_INPUTS = ["name", "bucket", "bucketPrefix", "namePrefix"];

/**
 * What a stack has of its own, read off its plans. Where it is on both sides, only what both of them say: a value that
 * the change itself moves, such as the range of a network, is shown as it is, for nobody could see otherwise that one
 * stack of many moves to a wrong one.
 */
export function ownFacts(before: Plan | undefined, after: Plan | undefined): OwnFacts {
  const plans = [before, after].filter((plan) => plan !== undefined);
  const [one, other = one] = plans.map(factsOf);
  const facts = [...(one ?? [])].filter(([word, value]) => other?.get(word) === value);
  const stack = after?.stack ?? before?.stack ?? "";
  const words = new Map<string, string>();
  const letters = new Map<string, string>();
  for (const [word, value] of facts) {
    const map = word.startsWith("zone ") ? letters : words;
    // Two facts may have one value, and each value needs one word; the first of them is the surest.
    if (value !== "" && !map.has(value)) map.set(value, word);
  }
  const range = facts.find(([word]) => word.startsWith(VPC_RANGE))?.[1];
  const block = range === undefined || cidrFault(range) !== undefined ? undefined : parseCidr(range);
  const slices = new Map(plans.flatMap(slicesOf).map((slice) => [slice.name, slice]));
  const [resources = []] = plans.map((plan) => plan.resources).reverse();
  return {
    ...{ stack, words, letters, slices: [...slices.values()], kind: kindOf(resources) },
    ...(block === undefined ? {} : { block }),
    ...environmentOf(resources),
  };
}

function kindOf(resources: readonly PlannedResource[]): StackKind {
  const types = [...new Set(resources.map(({ type }) => type))];
  return KINDS.find(([start]) => types.some((type) => type.startsWith(start)))?.[1] ?? "other";
}

/** The provider's tags say it, as JSON inside of a text. */
function environmentOf(resources: readonly PlannedResource[]): Pick<OwnFacts, "environment"> {
  const tags = resources
    .filter(({ type }) => type === AWS_PROVIDER)
    .map(({ inputs }) => /"atoll:environment":"([^"]+)"/.exec(text(inputs["defaultTags"]))?.[1]);
  const [environment] = tags.filter((tag) => tag !== undefined);
  return environment === undefined ? {} : { environment };
}

const rangeWord = (type: string, name: string): string => `range of ${type} ${name}`;
const VPC_RANGE = `range of ${VPC} `;

/** Facts of one side: word -> value, the surest first. */
function factsOf({ stack, resources }: Plan): ReadonlyMap<string, string> {
  const own = (name: string): string => name.split(stack).join("*");
  return new Map([
    ["stack", stack],
    ...resources.filter(({ type }) => type === AWS_PROVIDER).flatMap((one) => placeFacts(one, own(one.name))),
    ...zoneFacts(resources),
    ...resources.flatMap((one) => rangeFact(one, own)),
    ...resources.flatMap((one) => hashFacts(one, own)),
  ]);
}

type Fact = readonly [word: string, value: string];

/** Region and account. */
function placeFacts({ inputs }: PlannedResource, name: string): readonly Fact[] {
  const [, account] = /"(\d{12})"/.exec(text(inputs["allowedAccountIds"])) ?? [];
  return [
    [`region of ${name}`, text(inputs["region"])],
    ...(account === undefined ? [] : [[`account of ${name}`, account] as const]),
  ];
}

function zoneFacts(resources: readonly PlannedResource[]): readonly Fact[] {
  const subnets = resources.filter(({ type }) => type === SUBNET);
  const all = (input: string): readonly string[] =>
    [...new Set(subnets.map(({ inputs }) => text(inputs[input])))].filter((one) => one !== "").sort();
  const names = all("availabilityZone");
  return [
    ...names.map((name, index): Fact => [`name of zone ${index + 1}`, name]),
    ...names.map((name, index): Fact => [`zone ${index + 1}`, /[a-z]$/.exec(name)?.[0] ?? ""]),
    ...all("availabilityZoneId").map((id, index): Fact => [`id of zone ${index + 1}`, id]),
  ];
}

/** A name without the stack's, so that two stacks call the same thing the same. */
type OwnName = (name: string) => string;

function rangeFact({ type, name, inputs }: PlannedResource, own: OwnName): readonly Fact[] {
  const range = WITH_RANGE.has(type) ? text(inputs["cidrBlock"]) : "";
  return range === "" ? [] : [[rangeWord(type, own(name)), range]];
}

/** Names with a hash, which differ more than the names they were made of. */
function hashFacts({ type, name, inputs }: PlannedResource, own: OwnName): readonly Fact[] {
  const { metadata = null } = inputs;
  const named = [
    ...NAME_INPUTS.map((input) => inputs[input]),
    isMap(metadata) ? metadata["name"] : undefined,
  ];
  const found = named.find((one) => typeof one === "string" && HASHED.test(one));
  return found === undefined ? [] : [[`name of ${type} ${own(name)}`, text(found)]];
}

/** A text, also where a provider's input holds JSON. */
function text(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : isList(value) || isMap(value) ? JSON.stringify(value) : "";
}
