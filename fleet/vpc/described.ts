import { z } from "zod";
import { type Fault, InputError } from "../check.ts";

const tags = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);

const vpc = z.object({
  VpcId: z.string(),
  CidrBlock: z.string(),
  OwnerId: z.string().optional(),
  CidrBlockAssociationSet: z
    .array(z.object({ CidrBlock: z.string(), CidrBlockState: z.object({ State: z.string() }) }))
    .default([]),
});

const subnet = z.object({
  SubnetId: z.string(),
  VpcId: z.string(),
  CidrBlock: z.string(),
  AvailabilityZone: z.string(),
  AvailabilityZoneId: z.string().optional(),
  AvailableIpAddressCount: z.number().optional(),
  Tags: tags,
});

const routeTable = z.object({
  RouteTableId: z.string(),
  VpcId: z.string(),
  Associations: z
    .array(z.object({ Main: z.boolean().default(false), SubnetId: z.string().optional() }))
    .default([]),
  Routes: z
    .array(z.looseObject({ DestinationCidrBlock: z.string().optional(), GatewayId: z.string().optional() }))
    .default([]),
});

const flag = z.object({ Value: z.boolean() }).optional();

/** What one call of `aws ec2 describe-…` prints, or several of them put into one object. */
const documentSchema = z.object({
  Vpcs: z.array(vpc).default([]),
  Subnets: z.array(subnet).default([]),
  RouteTables: z.array(routeTable).default([]),
  VpcId: z.string().optional(),
  EnableDnsSupport: flag,
  EnableDnsHostnames: flag,
  NextToken: z.string().optional(),
});

export type DescribedVpc = z.infer<typeof vpc>;
export type DescribedSubnet = z.infer<typeof subnet>;
export type DescribedRouteTable = z.infer<typeof routeTable>;

/** What AWS says of networks that are there. */
export interface Described {
  readonly vpcs: readonly DescribedVpc[];
  readonly subnets: readonly DescribedSubnet[];
  readonly routeTables: readonly DescribedRouteTable[];
  /** Ids of VPCs that are known not to resolve or give names. */
  readonly withoutDns: ReadonlySet<string>;
}

/** A file as somebody saved it. */
export interface SavedAnswer {
  readonly name: string;
  readonly text: string;
}

const KINDS =
  "the output of aws ec2 describe-vpcs, describe-subnets, describe-route-tables or describe-vpc-attribute";

/**
 * Answers of AWS, put together.
 *
 * @throws InputError when one is no answer of these calls, or only the first page of one.
 */
export function described(answers: readonly SavedAnswer[]): Described {
  const read = answers.map(readAnswer);
  const faults = read.flatMap((one) => ("expected" in one ? [one] : []));
  if (faults.length > 0) throw new InputError(faults);
  const documents = read.flatMap((one) => ("expected" in one ? [] : [one]));
  const withoutDns = documents.flatMap(({ VpcId, EnableDnsSupport, EnableDnsHostnames }) =>
    VpcId !== undefined && (EnableDnsSupport?.Value === false || EnableDnsHostnames?.Value === false)
      ? [VpcId]
      : [],
  );
  return {
    vpcs: once(
      documents.flatMap(({ Vpcs }) => Vpcs),
      (one) => one.VpcId,
    ),
    subnets: once(
      documents.flatMap(({ Subnets }) => Subnets),
      (one) => one.SubnetId,
    ),
    routeTables: once(
      documents.flatMap(({ RouteTables }) => RouteTables),
      (one) => one.RouteTableId,
    ),
    withoutDns: new Set(withoutDns),
  };
}

/** Two answers may tell of the same thing. */
function once<T>(things: readonly T[], id: (thing: T) => string): readonly T[] {
  return [...new Map(things.map((thing) => [id(thing), thing])).values()];
}

function readAnswer({ name, text }: SavedAnswer): z.infer<typeof documentSchema> | Fault {
  const fault = { file: name, path: "", expected: KINDS };
  const value = parsedJson(text);
  if (value === undefined) return { ...fault, got: "no JSON", hint: "save it with --output json" };
  const { data, error } = documentSchema.safeParse(value);
  if (error !== undefined) {
    const [issue] = error.issues;
    return { ...fault, path: (issue?.path ?? []).join("."), got: issue?.message ?? "something else" };
  }
  if (data.NextToken !== undefined)
    return {
      ...fault,
      path: "NextToken",
      got: "its first page",
      hint: "save it without --max-items and --no-paginate",
    };
  const isEmpty = [data.Vpcs, data.Subnets, data.RouteTables].every((list) => list.length === 0);
  return isEmpty && data.VpcId === undefined ? { ...fault, got: "none of them" } : data;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
