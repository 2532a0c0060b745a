import { losesData, METRICS_STORES, NAMESPACE, NAMESPACES_WITH_DATA } from "../fleet/replacement/stateful.ts";
import { ORGANISATION_TAG } from "../fleet/tags.ts";
import { TENANT_LABEL } from "../fleet/tenant-vocabulary.ts";
import { shown } from "./diff-words.ts";
import type { StackDiff } from "./fleet-diff.ts";
import { isMap, type Json } from "./json.ts";
import type { LeafChange } from "./leaves.ts";
import type { PlannedResource } from "./plan.ts";
import type { ResourceChange } from "./resource-change.ts";

/** How long an input keeps what is written: the end of its path, and what it means that there is none. */
interface Keeping {
  readonly type: string;
  readonly path: RegExp;
  /** Without a number: for ever, or not at all. */
  readonly absent: "for-ever" | "not-at-all";
}

const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** In what Loki and Tempo keep, and look for, what they have. */
const STORES = [
  { path: /^values\.loki\.schemaConfig\.configs\[\d+\]\.object_store$/, what: "logs" },
  { path: /^values\.config\.storage\.trace\.backend$/, what: "traces" },
];

/** Inputs in days, or with a unit, each of which may end a backup or a log sooner. */
const KEEPING: readonly Keeping[] = [
  { type: LIFECYCLE, path: /\.expiration\.days$/, absent: "for-ever" },
  { type: LIFECYCLE, path: /\.noncurrentVersionExpiration\.noncurrentDays$/, absent: "for-ever" },
  { type: LOCK, path: /\.defaultRetention\.days$/, absent: "not-at-all" },
  { type: "aws:cloudwatch/logGroup:LogGroup", path: /^retentionInDays$/, absent: "for-ever" },
  ...METRICS_STORES.map((type): Keeping => ({ type, path: /^spec\.retentionPeriod$/, absent: "not-at-all" })),
  { type: RELEASE, path: /^values\.loki\.limits_config\.retention_period$/, absent: "for-ever" },
  // Of Tempo, inside of a text; what it keeps by itself, two weeks, is more than nothing.
  { type: RELEASE, path: /^values\.config\.compactor\.compaction\.block_retention$/, absent: "not-at-all" },
  // Of Velero: without the schedule there is no backup.
  { type: RELEASE, path: /^values\.schedules\.\w+\.template\.ttl$/, absent: "not-at-all" },
  { type: "aws:kms/key:Key", path: /^deletionWindowInDays$/, absent: "not-at-all" },
];

/**
 * Said of what looks small and cannot be taken back: a thing with data that goes while its stack stays, days of keeping
 * that become fewer, a lock that becomes weaker, logs that are looked for elsewhere, and a name by which everything would be looked for.
 */
export function lossTexts(diff: StackDiff): readonly string[] {
  const { stack, fate, changed, replaced, deleted } = diff;
  // Of a stack that goes as a whole, one sentence says enough.
  if (fate !== "stays") return [];
  const gone = deleted
    .filter((one) => holdsData(one) || one.type === LOCK)
    .map(({ type, name, protect }) => {
      const kept = protect ? "; its protection refuses that for now" : "";
      return `deletes ${type} ${name}, which cannot be had again${kept}`;
    });
  const shorter = [...changed, ...replaced].flatMap((change) =>
    change.leaves.flatMap((leaf) => shorterText(change, leaf)),
  );
  return [...gone, ...shorter, ...renamed(diff)].map((text) => `${stack}: ${text}`);
}

/** Most namespaces of the platform hold nothing that is not made again. */
function holdsData({ type, protect, inputs }: PlannedResource): boolean {
  if (type !== NAMESPACE) return losesData(type);
  const metadata = inputs["metadata"];
  if (protect || metadata === undefined || !isMap(metadata)) return true;
  const { name, labels } = metadata;
  const isTenants = labels !== undefined && isMap(labels) && labels[TENANT_LABEL] !== undefined;
  return isTenants || (typeof name === "string" && NAMESPACES_WITH_DATA.includes(name));
}

function shorterText({ after: { type, name } }: ResourceChange, leaf: LeafChange): readonly string[] {
  const { path, before, after } = leaf;
  const change = `${path} of ${name}: ${text(before)} -> ${text(after)}`;
  if (type === LOCK && path.endsWith(".defaultRetention.mode"))
    return before === "COMPLIANCE" ? [`weakens ${change}`] : [];
  const store = type === RELEASE ? STORES.find((one) => one.path.test(path)) : undefined;
  if (store !== undefined)
    return [`looks for ${store.what} elsewhere, ${change}; what was kept until then is not found any more`];
  const keeping = KEEPING.find((one) => one.type === type && one.path.test(path));
  if (keeping === undefined || days(after, keeping) >= days(before, keeping)) return [];
  return [`keeps for less time, ${change}`];
}

const text = (value: Json | undefined): string => (value === undefined ? "none" : shown(value));

/** A number is days already. Of a log group, 0 days are for ever, too. */
function days(value: Json | undefined, { absent }: Keeping): number {
  const endless = absent === "for-ever" ? Infinity : 0;
  const written = typeof value === "string" ? /^(\d+)([dh])(?:0m0s)?$/.exec(value) : null;
  const [, number, unit] = written ?? [undefined, value ?? 0];
  const found = Number(number) / (unit === "h" ? 24 : 1);
  return found === 0 ? endless : found;
}

/** `atoll recover` looks for what carries the new name, and all there is carries the old one until the update is through. */
function renamed({ changed }: StackDiff): readonly string[] {
  const leaf = changed.flatMap(({ leaves }) => leaves).find(({ path }) => path.includes(ORGANISATION_TAG));
  if (leaf === undefined) return [];
  return [
    `another organisation, ${text(leaf.before)} -> ${text(leaf.after)}: until this update is through, atoll recover finds nothing of it, and names with the old one are made anew`,
  ];
}
