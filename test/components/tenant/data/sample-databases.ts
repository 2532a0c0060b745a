import type { ClusterFacts, Permission } from "../../../../components/cluster/cluster.ts";
import type { Database, TenantSettings } from "../../../../components/tenant/settings.ts";
import type { SliceObject } from "../../../../components/tenant/slice-object.ts";
import { slicePlan, type SlicePlan } from "../../../../components/tenant/slice-plan.ts";
import { FACTS, sampleSlice } from "../sample-slices.ts";

export const STORE = {
  bucket: "atoll-lagoon-backups",
  awsRegion: "eu-central-1",
  keyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
  keepDays: 35,
};

/** A small database, with the given fields instead. */
export function sampleDatabase(changes: Partial<Database> = {}): Database {
  return { name: "shop", size: "small", major: "17", pooler: false, lifecycle: "active", ...changes };
}

/** An environment with databases in a cluster that archives them. */
export function dataSlice(changes: Partial<TenantSettings> = {}): TenantSettings {
  return sampleSlice({
    addOns: ["cloudnative-pg", "external-secrets", "velero", "volume-snapshots"],
    store: STORE,
    secrets: { accountId: "111122223333", awsRegion: "eu-central-1", prefix: "atoll/lagoon" },
    databases: [sampleDatabase()],
    apiServerRanges: ["10.224.19.0/27", "172.20.0.1/32"],
    ...changes,
  });
}

export function dataPlan(
  changes: Partial<TenantSettings> = {},
  facts: Partial<ClusterFacts> = {},
): SlicePlan {
  return slicePlan(dataSlice(changes), { ...FACTS, ...facts });
}

/** The objects of one kind that a plan has. */
export function objectsOfKind({ objects }: SlicePlan, kind: string): readonly SliceObject[] {
  return objects.filter((one) => one.kind === kind);
}

/** Spec of the only object of a kind. */
export function specOf(plan: SlicePlan, kind: string): Record<string, unknown> {
  const [only, ...others] = objectsOfKind(plan, kind);
  if (only === undefined || others.length > 0) throw new Error(`not one ${kind}`);
  return only.body["spec"] as Record<string, unknown>;
}

/** Whether rights allow an action on a resource, as IAM decides: stars and question marks in ARNs, and two conditions. */
export function allows(
  permissions: readonly Permission[],
  action: string,
  resource: string,
  prefix?: string,
): boolean {
  return permissions.some(
    ({ actions, resources, conditions = {} }) =>
      actions.includes(action) &&
      resources.some((one) => isLike(known(one), resource)) &&
      Object.entries(conditions).every(([operator, keys]) =>
        Object.entries(keys).every(
          ([key, wanted]) =>
            key !== "s3:prefix" || holdsPrefix(operator, [wanted].flat().map(String), prefix),
        ),
      ),
  );
}

function holdsPrefix(operator: string, wanted: readonly string[], prefix: string | undefined): boolean {
  if (operator === "Null") return wanted.includes(String(prefix === undefined));
  return prefix !== undefined && wanted.some((one) => isLike(one, prefix));
}

/** An ARN, none of which waits for the cloud in these tests. */
export function known(arn: Permission["resources"][number]): string {
  if (typeof arn !== "string") throw new Error("an ARN that only the cloud knows");
  return arn;
}

function isLike(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
