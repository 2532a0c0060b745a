import type { Allowance, End, LinkSettings } from "./settings.ts";

export interface PlannedRoute {
  readonly name: string;
  /** The end whose table it is. */
  readonly end: End;
  readonly table: string;
  /** A range of the other end. */
  readonly cidr: string;
}

export interface PlannedRule extends Omit<Allowance, "into"> {
  readonly name: string;
  /** The end whose nodes are reached. */
  readonly end: End;
  /** A range of the other end. */
  readonly cidr: string;
}

export interface PlannedOptions {
  readonly name: string;
  /** The end whose provider sets them. */
  readonly end: End;
  /** Whose options they are. */
  readonly of: readonly End[];
}

/** Every resource of a link, by logical name, before any of them is registered. */
export interface LinkDecisions {
  readonly connection: {
    readonly name: string;
    readonly autoAccept: boolean;
    /** Number of the account on the other end; absent where that is the same. */
    readonly peerOwnerId?: string;
    /** AWS region of the other end; absent where the connection accepts itself, which AWS allows only within one. */
    readonly peerRegion?: string;
  };
  /** Logical name of what accepts on the other end; absent where nothing of ours does. */
  readonly accepterName?: string;
  readonly options: readonly PlannedOptions[];
  readonly routes: readonly PlannedRoute[];
  readonly rules: readonly PlannedRule[];
}

const OTHER: Readonly<Record<End, End>> = { requester: "accepter", accepter: "requester" };
const ENDS: readonly End[] = ["requester", "accepter"];

export function linkDecisions(name: string, settings: LinkSettings): LinkDecisions {
  const { requester, accepter } = settings.ends;
  const automatic = settings.acceptance === "automatic";
  const elsewhere = accepter.accountId !== requester.accountId;
  return {
    connection: {
      name: `${name}-connection`,
      autoAccept: automatic,
      ...(elsewhere ? { peerOwnerId: accepter.accountId } : {}),
      ...(automatic ? {} : { peerRegion: accepter.awsRegion }),
    },
    ...(settings.acceptance === "other-provider" ? { accepterName: `${name}-accepter` } : {}),
    options: optionsPlan(name, settings),
    routes: ENDS.flatMap((end) => routesOf(name, settings, end)),
    rules: settings.allow.flatMap((one) => rulesOf(name, settings, one)),
  };
}

/**
 * A connection that is not active takes no options. Each place has its own, for neither may change those of the other;
 * where both ends are in one place, two would read each other's as a drift.
 */
function optionsPlan(name: string, { acceptance, dnsResolution }: LinkSettings): readonly PlannedOptions[] {
  if (!dnsResolution || acceptance === "owner") return [];
  if (acceptance === "automatic") return [{ name: `${name}-options`, end: "requester", of: ENDS }];
  return ENDS.map((end) => ({ name: `${name}-options-${end}`, end, of: [end] }));
}

function routesOf(name: string, { ends }: LinkSettings, end: End): readonly PlannedRoute[] {
  return ends[end].tables.flatMap((table) =>
    ends[OTHER[end]].ranges.map((cidr) => {
      return { name: `${name}-route-${end}-${table}-${inName(cidr)}`, end, table, cidr };
    }),
  );
}

function rulesOf(name: string, { ends }: LinkSettings, { into, ...what }: Allowance): readonly PlannedRule[] {
  const key = what.port === undefined ? what.protocol : `${what.protocol}-${what.port}`;
  return ends[OTHER[into]].ranges.map((cidr) => {
    return { name: `${name}-rule-${into}-${key}-from-${inName(cidr)}`, end: into, cidr, ...what };
  });
}

const inName = (cidr: string): string => cidr.replaceAll("/", "-");
