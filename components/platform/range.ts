import type * as pulumi from "@pulumi/pulumi";

/** A range of addresses, which on IPv6 only the cloud knows. */
export type Range = string | pulumi.Output<string>;
