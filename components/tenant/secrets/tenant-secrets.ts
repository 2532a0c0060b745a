import { EXTERNAL_SECRETS_API, READ_SECRET_ACTIONS } from "../../../fleet/charts/data-vocabulary.ts";
import { tenantFolder } from "../../../fleet/names.ts";
import { SECRET_READER } from "../../../fleet/tenant-vocabulary.ts";
import type { SecretSource } from "../../platform/secrets/secret-source.ts";
import type { SliceContext, SliceGrant, SliceObject, SlicePart } from "../slice-object.ts";

/** Store of an environment, by which its people order Secrets. */
export const TENANT_STORE = "tenant";

/**
 * Where secrets of an environment come from: a store of its namespace that reads below one folder of Secrets Manager, with
 * rights that end there. Names in orders are those below that folder. Its people write orders and never stores.
 */
export const TENANT_SECRETS: SlicePart = {
  objects: (context) => forSource(context, (source) => [store(context, source)]),
  grants: (context) => forSource(context, (source) => [reader(context, source)]),
};

function forSource<T>(
  { settings: { secrets }, has }: SliceContext,
  make: (source: SecretSource) => readonly T[],
): readonly T[] {
  return secrets === undefined || !has("external-secrets") ? [] : make(secrets);
}

function reader({ settings }: SliceContext, { accountId, awsRegion, prefix }: SecretSource): SliceGrant {
  const folder = tenantFolder(settings.tenant, settings.environment);
  const resources = [`arn:aws:secretsmanager:${awsRegion}:${accountId}:secret:${prefix}/${folder}*`];
  return {
    serviceAccount: SECRET_READER,
    bearer: "token",
    made: true,
    permissions: [{ sid: "ReadOwnSecrets", actions: READ_SECRET_ACTIONS, resources }],
  };
}

function store({ settings }: SliceContext, { awsRegion, prefix }: SecretSource): SliceObject {
  const auth = { jwt: { serviceAccountRef: { name: SECRET_READER } } };
  const folder = `${prefix}/${tenantFolder(settings.tenant, settings.environment)}`;
  return {
    role: "secret-store",
    needs: "external-secrets",
    apiVersion: EXTERNAL_SECRETS_API,
    kind: "SecretStore",
    name: TENANT_STORE,
    namespaced: true,
    body: {
      spec: { provider: { aws: { service: "SecretsManager", region: awsRegion, prefix: folder, auth } } },
    },
  };
}
