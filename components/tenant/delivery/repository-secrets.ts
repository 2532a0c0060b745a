import { EXTERNAL_SECRETS_API } from "../../../fleet/charts/data-vocabulary.ts";
import { ARGO_CD_NAMESPACE, ARGO_CD_SECRET_TYPE_LABEL } from "../../../fleet/charts/delivery-vocabulary.ts";
import { repositorySecretName, tenantRepositorySecret } from "../../../fleet/names.ts";
import { REFRESH_INTERVAL, STORE } from "../../platform/secrets/external-secret.ts";
import type { SecretSource } from "../../platform/secrets/secret-source.ts";
import type { SliceContext, SliceObject } from "../slice-object.ts";

/**
 * Credentials of a tenant's private repositories, each for one address and for this project alone: an application of
 * another project that names the same address reads it without them.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-scoped-repositories-and-clusters
 */
export function repositorySecrets({ settings, namespace }: SliceContext): readonly SliceObject[] {
  const { applications = [], secrets, tenant } = settings;
  if (secrets === undefined) return [];
  const closed = applications.filter((one) => one.private === true).map(({ repository }) => repository);
  return [...new Set(closed)].sort().map((url) => order({ url, namespace, tenant, secrets }));
}

interface Wanted {
  readonly url: string;
  readonly namespace: string;
  readonly tenant: string;
  readonly secrets: SecretSource;
}

function order({ url, namespace, tenant, secrets }: Wanted): SliceObject {
  const name = repositorySecretName(namespace, url);
  const keys = url.startsWith("ssh:") ? ["sshPrivateKey"] : ["username", "password"];
  const data = Object.fromEntries(keys.map((key) => [key, `{{ .${key} }}`]));
  const key = tenantRepositorySecret(secrets.prefix, tenant);
  return {
    role: name.replace(`${namespace}.`, ""),
    needs: "external-secrets",
    namespace: ARGO_CD_NAMESPACE,
    apiVersion: EXTERNAL_SECRETS_API,
    kind: "ExternalSecret",
    name,
    namespaced: true,
    body: {
      spec: {
        refreshInterval: REFRESH_INTERVAL,
        secretStoreRef: { kind: "SecretStore", name: STORE },
        target: {
          name,
          creationPolicy: "Owner",
          deletionPolicy: "Retain",
          template: {
            engineVersion: "v2",
            metadata: { labels: { [ARGO_CD_SECRET_TYPE_LABEL]: "repository" } },
            data: { type: "git", url, project: namespace, ...data },
          },
        },
        data: keys.map((secretKey) => ({ secretKey, remoteRef: { key, property: secretKey } })),
      },
    },
  };
}
