import { contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import { didYouMean } from "../read/issues.ts";
import type { OwnTransitGateway } from "../schema/region-transit-gateway.ts";
import { gatewayRegion, ownGateway } from "../regions/transit.ts";
import { foreignRemedy, type LockReader } from "./foreign-remedy.ts";

/** Transit gateways, and the clusters that attach to them. */
export function transitFindings(inventory: Inventory, readLock: LockReader): readonly Finding[] {
  const regions = [...inventory.regions.values()];
  return [
    ...asnFindings(regions),
    ...regions.flatMap((region) => [
      ...sharedFindings(inventory, region),
      ...foreignFindings(inventory, region, readLock),
      ...joinFindings(region),
    ]),
    ...[...inventory.clusters.values()].flatMap((cluster) => clusterFindings(inventory, cluster)),
  ];
}

const placeOf = ({ id }: Region, ...path: readonly (string | number)[]): Pick<Finding, "file" | "at"> => ({
  file: `regions/${id}.yaml`,
  at: ["transitGateway", ...path],
});

/** Two gateways of one number can never be peered. */
function asnFindings(regions: readonly Region[]): readonly Finding[] {
  const owners = new Map<number, string>();
  return regions.flatMap((region) => {
    const asn = ownGateway(region)?.asn;
    if (asn === undefined) return [];
    const owner = owners.get(asn);
    owners.set(asn, owner ?? region.id);
    return owner === undefined
      ? []
      : [{ ...placeOf(region, "asn"), expected: `a number other than that of ${owner}` }];
  });
}

/** A gateway reaches networks of its own AWS region only. */
function sharedFindings({ regions }: Inventory, region: Region): readonly Finding[] {
  const { transitGateway, awsRegion } = region;
  if (transitGateway?.mode !== "shared") return [];
  const owners = [...regions.values()]
    .filter((one) => ownGateway(one) !== undefined && one.awsRegion === awsRegion)
    .map(({ id }) => id);
  if (owners.includes(transitGateway.region)) return [];
  const hint = didYouMean(transitGateway.region, owners);
  const expected = `a region in ${awsRegion} with a transit gateway of its own`;
  return [{ ...placeOf(region, "region"), expected, ...(hint === undefined ? {} : { hint }) }];
}

/** Whatever the fleet gives out leads to its own networks; a foreign range inside would draw their traffic away. */
function foreignFindings({ settings }: Inventory, region: Region, readLock: LockReader): readonly Finding[] {
  const { supernets, reserved, podSupernet } = settings.addresses;
  const given = [...supernets, podSupernet].map(parseCidr);
  const free = reserved.map(({ cidr }) => parseCidr(cidr));
  const seen: { readonly cidr: string; readonly name: string }[] = [];
  const foreign = Object.entries(ownGateway(region)?.foreign ?? {});
  return foreign.flatMap(([name, { cidrs }]) =>
    cidrs.flatMap((cidr, index): readonly Finding[] => {
      const block = parseCidr(cidr);
      const where = placeOf(region, "foreign", name, "cidrs", index);
      const earlier = seen.find((one) => overlaps(parseCidr(one.cidr), block));
      seen.push({ cidr, name });
      if (earlier !== undefined)
        return [{ ...where, expected: `a range that does not overlap ${earlier.cidr} of ${earlier.name}` }];
      const isOurs = given.some((one) => overlaps(one, block)) && !free.some((one) => contains(one, block));
      const expected = "a range that the fleet never gives out";
      if (!isOurs) return [];
      return [{ ...where, expected, hint: foreignRemedy(block, readLock, () => "name another range") }];
    }),
  );
}

const pairOf = ({ between }: OwnTransitGateway["joins"][number]): string => between.toSorted().join(" and ");

function joinFindings(region: Region): readonly Finding[] {
  const pairs = (ownGateway(region)?.joins ?? []).map(pairOf);
  return pairs.flatMap((pair, index) =>
    pairs.indexOf(pair) === index
      ? []
      : [{ ...placeOf(region, "joins", index), expected: `${pair} joined once`, hint: "remove one of them" }],
  );
}

function clusterFindings(inventory: Inventory, { id, region, network }: Cluster): readonly Finding[] {
  if (network.mode !== "create" || !network.transitGateway) return [];
  const finding = { file: `clusters/${id}.yaml`, at: ["network", "transitGateway"] };
  const home = inventory.regions.get(region);
  const isLost = home !== undefined && gatewayRegion(inventory, home) === undefined;
  const hint = `describe one under transitGateway in regions/${region}.yaml`;
  return [
    ...(network.linkable
      ? []
      : [{ ...finding, expected: "false with linkable: false, for others may have its pods' ranges" }]),
    ...(network.networkAcls
      ? [{ ...finding, expected: "false with networkAcls: true, which lets in nothing of other networks" }]
      : []),
    ...(isLost ? [{ ...finding, expected: `a transit gateway in region ${region}`, got: "none", hint }] : []),
  ];
}
