import { createHash, createPublicKey } from "node:crypto";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { API_PORT } from "../../fleet/k3s/boot-vocabulary.ts";
import { DEFAULT_PATCH_FORCE, DEFAULT_PROTECT } from "./settings.ts";
import type { Certificates } from "./certificates.ts";
import { adminKubeconfig } from "./kubeconfig.ts";
import type { Balancer } from "./load-balancer.ts";
import { type K3sScope, textOf } from "./scope.ts";

/** Ways to the API servers: that of machines, and that of whoever is outside of the network, where there is one. */
export interface Ways {
  readonly registration: Balancer;
  readonly outside?: Balancer;
}

/** Address of the API servers, as deployments and people use it. */
export function apiEndpoint({ registration, outside = registration }: Ways): pulumi.Output<string> {
  return textOf(outside.dnsName, (dnsName) => `https://${dnsName}:${API_PORT}`);
}

/** The administrator's kubeconfig: known before a machine is there, and secret for the key it holds. */
export function createKubeconfig(
  { name, settings }: K3sScope,
  { authorities, admin }: Certificates,
  ways: Ways,
): pulumi.Output<string> {
  const { access } = settings;
  const text = pulumi
    .all([apiEndpoint(ways), ways.registration.dnsName, authorities.server.certificate, admin])
    .apply(([server, internalName, authority, { certificate, key }]) =>
      adminKubeconfig({
        name,
        ...{ server, authority, certificate, key },
        // The certificate of the servers holds the one name by which machines call them.
        ...(ways.outside === undefined ? {} : { tlsServerName: internalName }),
        ...(access.mode === "tunnel" ? { proxyUrl: access.proxyUrl } : {}),
      }),
    );
  return pulumi.secret(text);
}

/**
 * The provider of everything inside the cluster. Another one takes all objects for lost, so it goes only where nothing is
 * kept, and is another one only where the key of the servers' authority is: a renewed certificate has the same.
 */
export function createKubernetesProvider(
  { name, parent, settings }: K3sScope,
  { authorities }: Certificates,
  kubeconfig: pulumi.Output<string>,
  dependsOn: readonly pulumi.Resource[],
): Provider {
  return new Provider(
    `${name}-kubernetes`,
    {
      kubeconfig,
      clusterIdentifier: textOf(authorities.server.publicKey, keyHash),
      enableConfigMapMutable: true,
      enableSecretMutable: true,
      enablePatchForce: settings.patchForce ?? DEFAULT_PATCH_FORCE,
    },
    { parent, protect: settings.protect ?? DEFAULT_PROTECT, dependsOn: [...dependsOn] },
  );
}

/** SHA-256 of a public key, however its text is written, in hexadecimal. */
function keyHash(pem: string): string {
  const bytes = createPublicKey(pem).export({ type: "spki", format: "der" });
  return createHash("sha256").update(bytes).digest("hex");
}
