import { NAME_OWNER_PREFIX } from "../../fleet/names.ts";
import { ACME_CHALLENGE, EXTERNAL_DNS_OWNER } from "../../fleet/teardown-vocabulary.ts";
import { recordName } from "../recover/record-name.ts";

/** A record set, as the `aws` command tells of it and as far as it is read here. A deletion names it whole. */
export interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly SetIdentifier?: string;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
}

/** A zone of the stack, and what is in it. */
export interface ZoneContents {
  readonly id: string;
  readonly name: string;
  readonly records: readonly RecordSet[];
}

/** Who in a zone is known. */
export interface ZoneOwners {
  /** Ids that the stack's state knows. */
  readonly ids: ReadonlySet<string>;
  /** Owners that are gone for good: nobody takes away what their ExternalDNS made. */
  readonly gone: ReadonlySet<string>;
}

/** A record that the program did not make, and that keeps its zone. */
export interface ForeignRecord {
  readonly record: RecordSet;
  /** As people know it: `Record shop.dev.example.com A in Z0, of external-dns of dev`. */
  readonly text: string;
  /** Whether its maker is known, and gone or done with it. */
  readonly isFree: boolean;
}

/** What ExternalDNS makes beside its TXT records, unless it is told otherwise. */
const MANAGED_TYPES: readonly string[] = ["A", "AAAA", "CNAME"];

/**
 * What is in a zone and belongs to nobody that the state knows. TXT records come last: they say whose the others are,
 * also to a run that goes on after this one.
 */
export function foreignRecords(zone: ZoneContents, { ids, gone }: ZoneOwners): readonly ForeignRecord[] {
  const owners = new Map(zone.records.flatMap(ownership));
  return zone.records
    .filter((one) => !isOwn(zone, one, ids))
    .toSorted((one, other) => Number(one.Type === "TXT") - Number(other.Type === "TXT"))
    .map((record) => {
      const owner = ownerOf(record, owners);
      const isChallenge = record.Type === "TXT" && recordName(record.Name).startsWith(ACME_CHALLENGE);
      const maker = owner !== undefined ? `external-dns of ${owner}` : isChallenge ? "an ACME challenge" : "";
      const text = `Record ${recordName(record.Name)} ${record.Type} in ${zone.id}`;
      return {
        record,
        text: maker === "" ? text : `${text}, of ${maker}`,
        isFree: owner === undefined ? isChallenge : gone.has(owner),
      };
    });
}

/** What AWS makes with a zone, or the program has made. A record's id holds its name as the program wrote it. */
function isOwn({ id, name }: ZoneContents, record: RecordSet, ids: ReadonlySet<string>): boolean {
  const [full, zone] = [recordName(record.Name), recordName(name)];
  if (full === zone && (record.Type === "NS" || record.Type === "SOA")) return true;
  const short = full.endsWith(`.${zone}`) ? full.slice(0, -zone.length - 1) : "";
  const set = record.SetIdentifier === undefined ? [] : [record.SetIdentifier];
  return [full, short].some((one) => ids.has([id, one, record.Type, ...set].join("_")));
}

/** Names that a TXT record of ExternalDNS speaks for, and the owner: its own, and that behind its type. */
function ownership(record: RecordSet): readonly (readonly [string, string])[] {
  const owner = ownHeritage(record);
  if (owner === undefined) return [];
  const name = recordName(record.Name);
  const bare = name.startsWith(NAME_OWNER_PREFIX) ? name.slice(NAME_OWNER_PREFIX.length) : undefined;
  const typed = /^(?:a|aaaa|cname)-(.+)$/.exec(bare ?? name)?.[1];
  return [...(bare === undefined ? [name] : []), ...(typed === undefined ? [] : [typed])].map(
    (one) => [one, owner] as const,
  );
}

function ownHeritage({ Type, ResourceRecords = [] }: RecordSet): string | undefined {
  if (Type !== "TXT") return undefined;
  return ResourceRecords.flatMap(({ Value }) => EXTERNAL_DNS_OWNER.exec(Value)?.[1] ?? [])[0];
}

/** Records of other types under the same name are somebody else's. */
function ownerOf(record: RecordSet, owners: ReadonlyMap<string, string>): string | undefined {
  return MANAGED_TYPES.includes(record.Type) ? owners.get(recordName(record.Name)) : ownHeritage(record);
}
