/** The two ends of a peering connection, as AWS calls them: who asked for it, and who was asked. */
export type End = "requester" | "accepter";

/** How the connection becomes active. */
export type Acceptance =
  /** By itself: both ends are in one account and one AWS region. */
  | "automatic"
  /** By atoll, with the provider of the other end. */
  | "other-provider"
  /** By the owner of the other end, whom atoll can't stand in for. */
  | "owner";

/** One end, as far as it is known before anything is registered. */
export interface EndSettings {
  /** Number of the AWS account. */
  readonly accountId: string;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
  /** IPv4 ranges by which the other end reaches this one. */
  readonly ranges: readonly string[];
  /** Keys of the route tables that get the way to the other end. */
  readonly tables: readonly string[];
}

/** Something that the nodes of one end let in. */
export interface Allowance {
  readonly into: End;
  readonly protocol: "tcp" | "udp" | "icmp";
  /** The one port of tcp and udp. Range 1..65535. @default - all of icmp */
  readonly port?: number;
  /** Who needs it. */
  readonly why: string;
}

/** What links of every kind have. */
export interface CommonSettings {
  /** Who asks for the connection, and who is asked. */
  readonly ends: Readonly<Record<End, EndSettings>>;
  /** What comes in; without an allowance nothing does. */
  readonly allow: readonly Allowance[];
}

/** Of networks that may ask for each other's names. */
export interface NamedSettings extends CommonSettings {
  /** Ends whose networks join the private zone of the other end's region. */
  readonly zones: readonly End[];
}

/** What a peering looks like: plain values, for they decide which resources exist. */
export interface LinkSettings extends NamedSettings {
  /** Who accepts it. */
  readonly acceptance: Acceptance;
  /** Whether public names of one end's machines resolve to private addresses on the other; never with acceptance by the owner. */
  readonly dnsResolution: boolean;
}
