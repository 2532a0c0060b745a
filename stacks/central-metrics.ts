import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster as ReadyCluster } from "../components/cluster/cluster.ts";
import { centralSecret } from "../components/platform/metrics/central-metrics.ts";
import { CentralWayIn } from "../components/platform/metrics/central-way-in.ts";
import { SenderPassword } from "../components/platform/metrics/sender-password.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { platformSecretPrefix } from "../fleet/names.ts";
import { slaSettings } from "../fleet/sla.ts";
import type { ShownOutput } from "./stack-outputs.ts";

/** What a sender writes by: it lies where both sides read it before either of them asks. Nothing for anybody else. */
export function deploySenderPassword(
  fleet: Fleet,
  cluster: Cluster,
  { centralMetrics }: Pick<PlatformSettings, "centralMetrics">,
  provider: Provider | undefined,
): void {
  if (centralMetrics?.role !== "sender") return;
  if (provider === undefined) throw new Error(`${cluster.id} sends metrics from nowhere`);
  const secretName = `${platformSecretPrefix(fleet.settings)}/${centralSecret(cluster.id)}`;
  const { protect } = slaSettings(cluster);
  const args = { provider, secretName, cluster: cluster.id, protect };
  new SenderPassword(`${cluster.id}-central-metrics`, args);
}

interface WayInPlace {
  readonly provider?: Provider | undefined;
  readonly shared?: ShownOutput | undefined;
  /** What must answer before somebody is led there. */
  readonly after: readonly pulumi.Resource[];
}

/** The way into the store of a management cluster; nothing for anybody else, nor while nobody sends. */
export function deployCentralWayIn(
  ready: ReadyCluster,
  { centralMetrics, addOns }: Pick<PlatformSettings, "centralMetrics" | "addOns">,
  { provider, shared, after }: WayInPlace,
): void {
  if (centralMetrics?.role !== "receiver" || centralMetrics.senders.length === 0) return;
  const { id } = ready.facts;
  const zoneId = shared?.("zoneId");
  if (provider === undefined || zoneId === undefined) throw new Error(`${id} has no zone for its metrics`);
  const hasController = addOns.includes("aws-load-balancer-controller");
  new CentralWayIn(
    `${id}-central-metrics`,
    { cluster: ready, provider, zoneId, central: centralMetrics, hasController },
    { dependsOn: [...after] },
  );
}
