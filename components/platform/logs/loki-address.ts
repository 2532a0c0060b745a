import { LOKI_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";
import type { AddOnWish } from "../contract.ts";

/** Where logs are kept. */
export const LOGS_NAMESPACE = "loki";

/** Tenant to which logs of the platform's own namespaces belong; tenants of the fleet go by their ids. */
export const PLATFORM_TENANT = "platform";

/** Whether Loki is one program for each of its parts: only with a bucket, for parts share nothing else. */
export function isDistributed({ settings, own }: Pick<AddOnWish<"loki">, "settings" | "own">): boolean {
  return settings.level.logs === "distributed" && own.storage === "bucket";
}

/** Addresses of Loki for other add-ons of the same cluster; each request says by a header whose logs it is about. */
export function logsEndpoints(settings: AddOnWish["settings"]): {
  /** Where logs are read, in the words of Loki: `/loki/api/v1/query` is below it. */
  readonly read: string;
  /** Where logs are written. */
  readonly write: string;
} {
  const own = settings.choices.loki;
  const parts = isDistributed({ settings, own });
  const host = (part: string): string =>
    `http://loki${parts ? `-${part}` : ""}.${LOGS_NAMESPACE}.svc:${LOKI_PORTS.http}`;
  return { read: host("query-frontend"), write: `${host("distributor")}/loki/api/v1/push` };
}
