import { CNI_INTERFACE, EKS_CLUSTER_MARK, LOAD_BALANCER_MARK } from "../../fleet/teardown-vocabulary.ts";
import type { AwsClient } from "../recover/aws-client.ts";
import type { Place } from "./ground.ts";

interface AwsTag {
  readonly Key: string;
  readonly Value: string;
}

/** A network interface, as far as the `aws` command tells of it and it is read here. */
export interface Interface {
  readonly NetworkInterfaceId: string;
  readonly Status: string;
  readonly Description?: string;
  readonly SubnetId?: string;
  readonly RequesterManaged?: boolean;
  readonly Attachment?: { readonly InstanceId?: string };
  readonly Groups?: readonly { readonly GroupId: string }[];
}

/** A security group, likewise. */
export interface Group {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly VpcId?: string;
  readonly Tags?: readonly AwsTag[];
}

/** Something in a stack's VPC that neither the stack made nor AWS with it. While it is there, subnets and VPC stay. */
export interface ForeignThing {
  readonly kind: "NetworkInterface" | "SecurityGroup";
  readonly id: string;
  /** As people know it: `NetworkInterface eni-0a1b, in-use, aws-K8S-i-0c2d, in subnet-0e3f`. */
  readonly text: string;
  /**
   * - `free`: a controller made it and is done with it, so that deleting it harms nobody
   * - `passing`: a controller made it, and it is still in use
   * - `stays`: people made it
   */
  readonly fate: "free" | "passing" | "stays";
}

/** What is in a VPC, and what of it somebody knows. */
export interface VpcContents {
  readonly interfaces: readonly Interface[];
  readonly groups: readonly Group[];
  /** Ids that the stack's state knows. */
  readonly ids: ReadonlySet<string>;
  /** Names of clusters that exist: EKS takes away what it made with them. */
  readonly living: readonly string[];
  /** Whether Services of the program itself still have balancers: those go in the destroy, with their Services. */
  readonly keepsBalancers: boolean;
}

/** Foreign things among the contents of VPCs. */
export function foreignAmong(contents: VpcContents): readonly ForeignThing[] {
  const { interfaces, groups, ids, living, keepsBalancers } = contents;
  const guarded = new Set(interfaces.flatMap(({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId)));
  return [
    ...interfaces
      .filter((one) => !goesWithOwner(one, living) && !(keepsBalancers && isOfBalancer(one)))
      .filter((one) => !isOfKnownBalancer(one, ids))
      .map(interfaceThing),
    ...groups
      .filter(({ GroupId, GroupName }) => GroupName !== "default" && !ids.has(GroupId))
      .filter(({ Tags = [] }) => !living.includes(tagValue(Tags, EKS_CLUSTER_MARK) ?? ""))
      .filter(({ Tags = [] }) => !(keepsBalancers && tagValue(Tags, LOAD_BALANCER_MARK) !== undefined))
      .map((group) => groupThing(group, guarded.has(group.GroupId))),
  ];
}

/** Interfaces of machines, gateways, endpoints and control planes go with what they belong to; a balancer's do not. */
function goesWithOwner(one: Interface, living: readonly string[]): boolean {
  const { Description = "", RequesterManaged, Attachment } = one;
  if (living.some((name) => Description === `Amazon EKS ${name}`)) return true;
  if (Attachment?.InstanceId !== undefined) return true;
  return RequesterManaged === true && !isOfBalancer(one);
}

const isOfBalancer = ({ Description = "" }: Interface): boolean => Description.startsWith("ELB ");

/** A balancer of the program itself goes in the destroy: its ARN ends as its interfaces are described. */
function isOfKnownBalancer(one: Interface, ids: ReadonlySet<string>): boolean {
  const { Description = "" } = one;
  return (
    isOfBalancer(one) &&
    [...ids].some((id) => id.endsWith(`:loadbalancer/${Description.slice("ELB ".length)}`))
  );
}

function interfaceThing(one: Interface): ForeignThing {
  const { NetworkInterfaceId: id, Status, Description = "", SubnetId } = one;
  const isOfPlugin = Description.startsWith(CNI_INTERFACE);
  const isFree = isOfPlugin && Status === "available";
  const fate = isFree ? "free" : isOfPlugin || isOfBalancer(one) ? "passing" : "stays";
  return {
    kind: "NetworkInterface",
    id,
    fate,
    text: thingText(`NetworkInterface ${id}`, [Status, Description], SubnetId),
  };
}

function groupThing({ GroupId: id, GroupName, VpcId, Tags = [] }: Group, isGuarding: boolean): ForeignThing {
  const isOfController = [EKS_CLUSTER_MARK, LOAD_BALANCER_MARK].some(
    (key) => tagValue(Tags, key) !== undefined,
  );
  const fate = !isOfController ? "stays" : isGuarding ? "passing" : "free";
  const name = tagValue(Tags, "Name") ?? GroupName;
  return { kind: "SecurityGroup", id, fate, text: thingText(`SecurityGroup ${id}`, [name], VpcId) };
}

function thingText(what: string, facts: readonly string[], place: string | undefined): string {
  return [what, ...facts, place === undefined ? "" : `in ${place}`].filter((fact) => fact !== "").join(", ");
}

const tagValue = (tags: readonly AwsTag[], key: string): string | undefined =>
  tags.find(({ Key }) => Key === key)?.Value;

/** Foreign things in the VPCs of one place. */
export async function foreignThings(
  { client, vpcs }: Place,
  known: Omit<VpcContents, "interfaces" | "groups">,
): Promise<readonly ForeignThing[]> {
  if (vpcs.length === 0) return [];
  const filter = ["--filters", `Name=vpc-id,Values=${vpcs.join(",")}`];
  const faces = await client.ask<{ readonly NetworkInterfaces: readonly Interface[] }>([
    ...["ec2", "describe-network-interfaces", ...filter],
  ]);
  const groups = await client.ask<{ readonly SecurityGroups: readonly Group[] }>([
    ...["ec2", "describe-security-groups", ...filter],
  ]);
  return foreignAmong({
    interfaces: faces?.NetworkInterfaces ?? [],
    groups: groups?.SecurityGroups ?? [],
    ...known,
  });
}

/** Deletes what a controller left behind; what has just gone by itself is gone, too. */
export async function deleteThing(client: AwsClient, { kind, id }: ForeignThing): Promise<void> {
  if (kind === "NetworkInterface")
    await client.ask(
      ["ec2", "delete-network-interface", "--network-interface-id", id],
      "InvalidNetworkInterfaceID.NotFound",
    );
  else await client.ask(["ec2", "delete-security-group", "--group-id", id], "InvalidGroup.NotFound");
}
