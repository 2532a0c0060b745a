import { cloudflareFindings } from "./cloudflare.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import { didYouMean } from "../read/issues.ts";
import { usesCertificates } from "../regions/region-needs.ts";
import { INFREQUENT_DAYS } from "../regions/s3-vocabulary.ts";

/** What regions share with their clusters: buckets that S3 takes, copies that stay where data may be, zones that are delegated. */
export function regionFindings(inventory: Inventory): readonly Finding[] {
  const { regions, clusters } = inventory;
  return [
    ...hostedZoneFindings(inventory),
    ...cloudflareFindings(inventory),
    ...[...regions.values()].flatMap((region) => [
      ...ageFindings(region),
      ...replicaFindings(region, regions),
    ]),
    ...[...clusters.values()].flatMap((cluster) => certificateFindings(inventory, cluster)),
  ];
}

function hostedZoneFindings({ settings: { hostedZone, accounts } }: Inventory): readonly Finding[] {
  if (hostedZone === undefined || Object.hasOwn(accounts, hostedZone.account)) return [];
  const known = Object.keys(accounts);
  const hint = didYouMean(hostedZone.account, known);
  const expected = `an account of fleet.yaml (${known.join(", ")})`;
  const at = ["hostedZone", "account"];
  return [{ file: "fleet.yaml", at, expected, ...(hint === undefined ? {} : { hint }) }];
}

/** S3 takes no rule in which an object grows younger, or skips a stage. */
function ageFindings({ id, buckets }: Region): readonly Finding[] {
  const { backups, logs } = buckets;
  return Object.entries({ backups, logs }).flatMap(([name, ages]): Finding[] => {
    if (ages === undefined) return [];
    const { infrequentAfterDays, archiveAfterDays, keepDays } = ages;
    const finding = (key: string, got: number, expected: string): Finding => ({
      file: `regions/${id}.yaml`,
      at: ["buckets", name, key],
      expected,
      got: `${got}`,
    });
    const earliest = infrequentAfterDays + INFREQUENT_DAYS;
    const soon = `at least ${earliest}, ${INFREQUENT_DAYS} days after infrequentAfterDays`;
    const gone = `more than archiveAfterDays, ${archiveAfterDays}`;
    return [
      ...(archiveAfterDays < earliest ? [finding("archiveAfterDays", archiveAfterDays, soon)] : []),
      ...(keepDays <= archiveAfterDays ? [finding("keepDays", keepDays, gone)] : []),
    ];
  });
}

/** A copy of data is data: it stays with the account and in the jurisdiction that tenants were promised. */
function replicaFindings(region: Region, regions: Inventory["regions"]): readonly Finding[] {
  const name = region.buckets.backups?.replica;
  if (name === undefined) return [];
  const finding = { file: `regions/${region.id}.yaml`, at: ["buckets", "backups", "replica"] };
  const replica = regions.get(name);
  if (replica === undefined) {
    const hint = didYouMean(name, [...regions.keys()]);
    return [{ ...finding, expected: "a region", ...(hint === undefined ? {} : { hint }) }];
  }
  const { account, jurisdiction, awsRegion } = region;
  const is = `${name}, which has`;
  return [
    ...(replica.awsRegion === awsRegion
      ? [{ ...finding, expected: `a region elsewhere than ${awsRegion}`, got: name }]
      : []),
    ...(replica.account === account
      ? []
      : [{ ...finding, expected: `a region of account ${account}`, got: `${is} ${replica.account}` }]),
    ...(replica.jurisdiction === jurisdiction
      ? []
      : [
          {
            ...finding,
            expected: `a region of jurisdiction ${jurisdiction}`,
            got: `${is} ${replica.jurisdiction}`,
          },
        ]),
  ];
}

/** Names are proven in a zone: that of the region, or that of the fleet. */
function certificateFindings({ settings, regions }: Inventory, cluster: Cluster): readonly Finding[] {
  const { certificates, cloudflare } = settings;
  if (certificates === undefined || certificates.hostedZoneId !== undefined || cloudflare !== undefined)
    return [];
  const region = regions.get(cluster.region);
  if (region === undefined || region.dns.public || !usesCertificates(cluster)) return [];
  const expected = `a zone in which certificates of ${cluster.id} are proven`;
  const hint = `set dns.public in regions/${region.id}.yaml, or hostedZoneId here`;
  return [{ file: "fleet.yaml", at: ["certificates"], atKey: true, expected, hint }];
}
