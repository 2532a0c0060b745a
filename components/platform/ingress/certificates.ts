import type * as pulumi from "@pulumi/pulumi";

/** A zone that pods write into: one of Route 53, or one at Cloudflare by a token that a Secret holds. */
export type NameZone =
  | {
      readonly provider: "route53";
      readonly zoneId: string | pulumi.Output<string>;
      /** AWS region whose endpoint of Route 53 is called. */
      readonly awsRegion: string;
      /** ARN of a role that writes where the zone is in another account. @default - the pods' own */
      readonly roleArn?: string;
    }
  | {
      readonly provider: "cloudflare";
      readonly zoneId: string;
      /** Secret in the add-on's namespace whose key `token` may edit the zone. */
      readonly tokenSecret: string;
    };

/** Names that are proven by records in one zone. */
export interface NameProof {
  /** The domain itself, and all names below it. */
  readonly below: string;
  readonly zone: NameZone;
  /** Proves names elsewhere, too, whose challenge is an alias of one below. @default - those below alone */
  readonly aliases?: true;
}

/** How names get certificates. */
export interface CertificateSettings {
  /** Whom the authority writes to. */
  readonly email: string;
  /** Where names are proven; none but these are, and those whose owner made an alias to them. */
  readonly proofs: readonly NameProof[];
}
