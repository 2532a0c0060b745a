import type { Cluster } from "@pulumi/aws/eks/cluster.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { roleArn } from "../../fleet/eks-vocabulary.ts";
import { kubeconfig } from "./kubeconfig.ts";
import type { EksScope } from "./scope.ts";
import { DEFAULT_PATCH_FORCE } from "./settings.ts";

/** The kubeconfig of a cluster, as the deployer uses it. */
export function clusterKubeconfig(scope: EksScope, cluster: Cluster): pulumi.Output<string> {
  const { access, accountId, awsRegion, deployerRole } = scope.settings;
  const text = pulumi
    .all([cluster.endpoint, cluster.certificateAuthority.data])
    .apply(([endpoint, authority]) =>
      JSON.stringify(
        kubeconfig({
          name: scope.name,
          endpoint,
          authority,
          awsRegion,
          roleArn: roleArn(accountId, deployerRole),
          ...(access.mode === "tunnel" ? { proxyUrl: access.proxyUrl } : {}),
        }),
      ),
    );
  return pulumi.secret(text);
}

type Identities = pulumi.Unwrap<Cluster["identities"]>;

/** Who the cluster is, as long as it lives: another issuer is another cluster, another kubeconfig is not. */
export function issuerOf(cluster: Cluster): pulumi.Output<string> {
  // A recording that makes up only ids knows no identities.
  return cluster.identities.apply((known: Identities | undefined) => known?.[0]?.oidcs[0]?.issuer ?? "");
}

/** The provider of everything inside the cluster, once the deployer may enter it. */
export function createKubernetesProvider(
  scope: EksScope,
  cluster: Cluster,
  config: pulumi.Output<string>,
  dependsOn: readonly pulumi.Resource[],
): Provider {
  return new Provider(
    `${scope.name}-kubernetes`,
    {
      kubeconfig: config,
      clusterIdentifier: issuerOf(cluster),
      enableConfigMapMutable: true,
      enableSecretMutable: true,
      enablePatchForce: scope.settings.patchForce ?? DEFAULT_PATCH_FORCE,
    },
    { parent: scope.parent, dependsOn: [...dependsOn] },
  );
}
