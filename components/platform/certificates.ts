import type * as pulumi from "@pulumi/pulumi";

/** How names below the cluster's zone get certificates. */
export interface CertificateSettings {
  /** Whom the authority writes to. */
  readonly email: string;
  /** Id of the Route 53 zone in which names are proven. */
  readonly hostedZoneId: string | pulumi.Output<string>;
  /** AWS region whose endpoint of Route 53 is called. */
  readonly awsRegion: string;
}
