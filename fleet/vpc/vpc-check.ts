import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import type { ExistingNetwork } from "../schema/networks.ts";
import type { Described, DescribedSubnet, DescribedVpc } from "./described.ts";
import { classOfKey } from "./proposal-text.ts";
import { roleTags } from "./role-tags.ts";
import { subnetRole, zoneLetterOf } from "./subnet-roles.ts";

type Found = Omit<Finding, "file">;

/** The account and AWS region that a cluster is in, with the ids of its zones. */
interface Place {
  readonly accountId: string;
  readonly awsRegion: string;
  readonly zones: Readonly<Record<string, string>>;
}

/** Where the entry of a cluster with a VPC of somebody else differs from what AWS says of that VPC. */
export function vpcFindings(
  inventory: Inventory,
  cluster: Cluster,
  network: ExistingNetwork,
  all: Described,
): readonly Finding[] {
  const file = `clusters/${cluster.id}.yaml`;
  const vpc = all.vpcs.find(({ VpcId }) => VpcId === network.vpcId);
  const place = placeOf(inventory, cluster);
  const found =
    vpc === undefined
      ? [
          absent(
            ["network", "vpcId"],
            all.vpcs.map(({ VpcId }) => VpcId),
          ),
        ]
      : [
          ...rangeFindings(network, vpc),
          ...accountFindings(vpc, place),
          ...dnsFindings(all, vpc),
          ...Object.keys(network.subnets).flatMap((key) => subnetFindings(network, key, all, place)),
        ];
  return found.map((one) => ({ ...one, file }));
}

function placeOf({ regions, settings }: Inventory, { region: id }: Cluster): Place {
  const region = regions.get(id);
  const account = settings.accounts[region?.account ?? ""];
  return { accountId: account?.id ?? "", awsRegion: region?.awsRegion ?? "", zones: region?.zones ?? {} };
}

function absent(at: Found["at"], ids: readonly string[]): Found {
  return { at, expected: `one of what AWS told of (${ids.join(", ") || "none"})` };
}

function rangeFindings({ cidr, podRange }: ExistingNetwork, vpc: DescribedVpc): readonly Found[] {
  const further = vpc.CidrBlockAssociationSet.filter(
    (one) => one.CidrBlockState.State === "associated" && one.CidrBlock !== vpc.CidrBlock,
  ).map(({ CidrBlock }) => CidrBlock);
  return [
    ...(cidr === vpc.CidrBlock
      ? []
      : [{ at: ["network", "cidr"], expected: `${vpc.CidrBlock}, which the VPC has` }]),
    ...(podRange === undefined || further.includes(podRange)
      ? []
      : [
          {
            at: ["network", "podRange"],
            expected: `a further range of the VPC (${further.join(", ") || "it has none"})`,
          },
        ]),
  ];
}

function accountFindings({ OwnerId }: DescribedVpc, { accountId }: Place): readonly Found[] {
  if (OwnerId === undefined || OwnerId === accountId) return [];
  return [{ at: ["network", "vpcId"], expected: `a VPC of account ${accountId}`, got: `one of ${OwnerId}` }];
}

function dnsFindings({ withoutDns }: Described, { VpcId }: DescribedVpc): readonly Found[] {
  if (!withoutDns.has(VpcId)) return [];
  const expected = "a VPC that resolves names and gives them to hosts";
  const hint = "turn on enableDnsSupport and enableDnsHostnames";
  return [{ at: ["network", "vpcId"], expected, got: "one that does not", hint }];
}

function subnetFindings(
  network: ExistingNetwork,
  key: string,
  all: Described,
  place: Place,
): readonly Found[] {
  const { vpcId, subnets, podRange } = network;
  const entry = subnets[key];
  const at = ["network", "subnets", key];
  const subnet = all.subnets.find(({ SubnetId }) => SubnetId === entry?.id);
  const own = all.subnets.filter(({ VpcId }) => VpcId === vpcId);
  if (entry === undefined || subnet === undefined)
    return [
      absent(
        [...at, "id"],
        own.map(({ SubnetId }) => SubnetId),
      ),
    ];
  if (subnet.VpcId !== vpcId)
    return [{ at: [...at, "id"], expected: `a subnet of ${vpcId}`, got: `one of ${subnet.VpcId}` }];
  return [
    ...(entry.cidr === subnet.CidrBlock
      ? []
      : [{ at: [...at, "cidr"], expected: `${subnet.CidrBlock}, which the subnet has` }]),
    ...zoneFindings(at, key, subnet, place),
    ...wayFindings(at, classOfKey(key) === "public", podRange, { subnet, all }),
    ...tagFindings(at, key, subnet, network),
  ];
}

function zoneFindings(
  at: Found["at"],
  key: string,
  subnet: DescribedSubnet,
  { awsRegion, zones }: Place,
): readonly Found[] {
  const letter = key.slice(-1);
  const { AvailabilityZone: name, AvailabilityZoneId: id } = subnet;
  if (zoneLetterOf(subnet) !== letter || name !== `${awsRegion}${letter}`)
    return [{ at, atKey: true, expected: `the letter of its zone, ${name}`, got: JSON.stringify(key) }];
  if (id === undefined || zones[letter] === id) return [];
  const expected = `zone ${letter} to be ${zones[letter] ?? "none"}, as the region's file says`;
  return [{ at, atKey: true, expected, got: id, hint: "letters differ from account to account" }];
}

/** Whoever is in the wrong kind of subnet is reached from the internet, or reaches nothing. */
function wayFindings(
  at: Found["at"],
  isPublic: boolean,
  podRange: string | undefined,
  { subnet, all }: { readonly subnet: DescribedSubnet; readonly all: Described },
): readonly Found[] {
  if (all.routeTables.every(({ VpcId }) => VpcId !== subnet.VpcId)) return [];
  const podRanges = podRange === undefined ? [] : [podRange];
  const { class: is } = subnetRole({ ...subnet, Tags: [] }, all.routeTables, podRanges);
  if (isPublic === (is === "public")) return [];
  const expected = isPublic
    ? "a subnet with its default route to an internet gateway"
    : "a subnet without a default route to an internet gateway";
  return [{ at: [...at, "id"], expected, got: subnet.SubnetId }];
}

/** Tags that nobody is going to put there; the CNI looks for none where it is told its subnets. */
function tagFindings(
  at: Found["at"],
  key: string,
  { SubnetId, Tags }: DescribedSubnet,
  { subnets, manageTags, customNetworking }: ExistingNetwork,
): readonly Found[] {
  if (manageTags) return [];
  const hasPods = !customNetworking && Object.keys(subnets).some((one) => one.startsWith("pod-"));
  const has = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
  const missing = Object.entries(roleTags(classOfKey(key), hasPods)).filter(
    ([tag, value]) => has.get(tag) !== value,
  );
  if (missing.length === 0) return [];
  const pairs = missing.map(([tag, value]) => `${tag}=${value}`).join(", ");
  const options = missing.map(([tag, value]) => `Key=${tag},Value=${value}`).join(" ");
  const hint = `set network.manageTags: true, or aws ec2 create-tags --resources ${SubnetId} --tags ${options}`;
  return [{ at: [...at, "id"], expected: `a subnet with the tags ${pairs}`, got: SubnetId, hint }];
}
