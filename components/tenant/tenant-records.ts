import type { Provider } from "@pulumi/aws/provider.js";
import { Record } from "@pulumi/aws/route53/record.js";
import * as pulumi from "@pulumi/pulumi";
import type { WeightedRecord } from "../../fleet/upgrade/succession.ts";

/** Seconds for which resolvers keep an answer: so long does a switch between two clusters take at most. */
const RECORD_SECONDS = 60;

export interface TenantRecordsArgs {
  /** AWS provider of the account that holds the zone. */
  readonly provider: Provider;
  /** Id of the zone of all tenants' names. */
  readonly zoneId: string;
  /** One record for each environment that the cluster carries. */
  readonly records: readonly WeightedRecord[];
  /** Slices whose records are as hard to delete as they themselves are; names of applications come and go with them. */
  readonly kept: ReadonlySet<string>;
}

/**
 * The names of the tenants of one cluster, each with this cluster's share of the requests. Every cluster owns its own
 * records and no other's: the set identifier keeps those of one name apart.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
 */
export class TenantRecords extends pulumi.ComponentResource {
  constructor(name: string, args: TenantRecordsArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:tenant:TenantRecords", name, {}, opts);
    const { provider, zoneId, records, kept } = args;
    for (const { slice, applications, name: dnsName, target, setIdentifier, weight } of records) {
      const key = applications === true ? `${slice}-applications` : slice;
      const routing = { setIdentifier, weightedRoutingPolicies: [{ weight }] };
      const answer = { type: "CNAME", ttl: RECORD_SECONDS, records: [target] };
      const options = { parent: this, provider, protect: applications !== true && kept.has(slice) };
      new Record(`${name}-record-${key}`, { zoneId, name: dnsName, ...answer, ...routing }, options);
    }
    this.registerOutputs({});
  }
}
