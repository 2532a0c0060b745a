import type { TransitWay } from "../../fleet/links/link-gateways.ts";
import type { End, NamedSettings } from "./settings.ts";

/** The gateway on the other end of a peering, as the request names it. */
export interface PeerGateway {
  /** Number of its account; absent where it is that of this end. @default - the same account */
  readonly accountId?: string;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
}

/** A link over transit gateways: plain values, for they decide which resources exist. */
export interface TransitLinkSettings extends NamedSettings {
  /** How the two networks meet. */
  readonly way: TransitWay;
  /** Ranges of the other end that a network does not look for behind its gateway yet. */
  readonly missing: Readonly<Record<End, readonly string[]>>;
  /** The other gateway, where there are two. @default - there is one */
  readonly peer?: PeerGateway;
}
