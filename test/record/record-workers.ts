import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { createOidcIdentity } from "../../components/cluster/oidc-identity.ts";
import { K3sAutoscaler } from "../../components/k3s/workers/k3s-autoscaler.ts";
import { K3sKarpenter } from "../../components/k3s/workers/k3s-karpenter.ts";
import type { K3sNodeHome } from "../../components/k3s/workers/node-home.ts";
import type { AutoscalerSettings, KarpenterSettings } from "../../components/cluster/settings.ts";
import { k3sImage } from "../../fleet/k3s/k3s-catalog.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleAutoscaler, sampleKarpenter } from "../components/cluster/sample-settings.ts";
import { sampleHome } from "../components/k3s/sample-home.ts";
import { sampleProvider } from "./record-network.ts";

const images = { amd64: k3sImage("amd64"), arm64: k3sImage("arm64") };

/** Everything that Cluster Autoscaler of the K3s cluster `dev` registers. */
export function recordWorkers(
  settings: Partial<AutoscalerSettings> = {},
  home: Partial<K3sNodeHome["settings"]> = {},
): Promise<readonly PlannedResource[]> {
  return recordWith(
    home,
    (place) => new K3sAutoscaler("dev-autoscaler", { ...place, ...sampleAutoscaler(settings) }),
  );
}

/** Everything that Karpenter of the K3s cluster `dev` registers. */
export function recordK3sKarpenter(
  settings: Partial<KarpenterSettings> = {},
  home: Partial<K3sNodeHome["settings"]> = {},
): Promise<readonly PlannedResource[]> {
  return recordWith(
    home,
    (place) => new K3sKarpenter("dev-karpenter", { ...place, ...sampleKarpenter(settings) }),
  );
}

interface Place {
  readonly provider: ReturnType<typeof sampleProvider>;
  readonly home: K3sNodeHome;
  readonly images: typeof images;
}

function recordWith(
  changes: Partial<K3sNodeHome["settings"]>,
  launch: (place: Place) => unknown,
): Promise<readonly PlannedResource[]> {
  const program = () => {
    const provider = sampleProvider();
    const parent = new pulumi.ComponentResource("test:K3sCluster", "dev", {}, { provider });
    launch({ provider, home: homeIn(parent, changes), images });
  };
  return record(program, { stack: "dev", preview: true });
}

/** A cluster of which nothing but this is there. */
function homeIn(parent: pulumi.Resource, changes: Partial<K3sNodeHome["settings"]>): K3sNodeHome {
  const provider = new Provider("dev-kubernetes", { kubeconfig: "{}", clusterIdentifier: "dev" }, { parent });
  const { settings, facts } = sampleHome(changes);
  const trust = { arn: "arn:issuer", issuer: "issuer.example.com", dependencies: [] };
  return {
    provider,
    ready: [provider],
    facts,
    settings,
    registrationAddress: pulumi.output("lb.internal"),
    nodeSecurityGroupId: pulumi.output("sg-nodes"),
    nodeSubnetIds: ["a", "b"].map((zone) => pulumi.output(`subnet-node-${zone}`)),
    agentProfile: {
      name: pulumi.output("agents"),
      arn: pulumi.output("arn:profile"),
      roleArn: pulumi.output("arn:role"),
      ready: [],
    },
    grantIdentity: (namespace, serviceAccount, permissions) =>
      createOidcIdentity(
        { name: "dev", parent, awsRegion: settings.awsRegion },
        trust,
        { namespace, serviceAccount },
        { permissions },
      ),
  };
}
