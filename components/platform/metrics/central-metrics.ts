/** What a cluster is in a region whose metrics are kept in one place. */
export type CentralMetrics =
  | {
      readonly role: "sender";
      /** Name at which the management cluster takes metrics. */
      readonly host: string;
    }
  | {
      readonly role: "receiver";
      /** Name at which it takes metrics, below its own zone. */
      readonly host: string;
      /** Clusters whose metrics come here, each with the ranges that it sends from. */
      readonly senders: readonly CentralSender[];
    };

export interface CentralSender {
  readonly cluster: string;
  readonly cidrs: readonly string[];
}

/** Name in Secrets Manager, below the fleet's prefix, of what one cluster sends by. */
export function centralSecret(cluster: string): string {
  return `central-metrics/${cluster}`;
}
