import {
  EXTERNAL_SECRETS_API,
  READ_SECRET_ACTIONS,
  UNKNOWN_SECRET_SUFFIX,
  WAIT_FOR,
} from "../../../fleet/charts/data-vocabulary.ts";
import type { AddOnContext, AddOnObject, AddOnRights, AddOnWish } from "../contract.ts";
import type { SecretSource } from "./secret-source.ts";

/** A Secret that External Secrets fills: an add-on names it, and no program ever sees what is in it. */
export interface WantedSecret {
  /** Secret in the add-on's namespace. */
  readonly name: string;
  /** Name in Secrets Manager below the prefix of the fleet, such as alert-routes; its value is one JSON object of texts. */
  readonly from: string;
  /** Property of the stored object for each key of the Secret. @default - each property is a key of the same name */
  readonly keys?: Readonly<Record<string, string>>;
  /** Labels of the Secret. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether a deployment goes on without it, for another stack makes it, maybe later. @default - it waits */
  readonly mayComeLater?: true;
}

/** ServiceAccount by which External Secrets reads for one namespace; no pod runs as it. */
const READER = "secret-reader";

/** Store of one namespace. */
export const STORE = "platform";

/** Reading again costs a call for each Secret of each cluster, and calls of an account are limited. */
export const REFRESH_INTERVAL = "1h0m0s";

/** Whether Secrets are filled by External Secrets here; where not, people make them. */
export function fillsSecrets({ settings, has }: Pick<AddOnWish, "settings" | "has">): boolean {
  return has("external-secrets") && settings.secrets !== undefined;
}

/**
 * Objects that fill these Secrets: a reader, the namespace's own store, and one order for each Secret. They come before
 * the pods that need them. The add-on says `after: ["external-secrets"]` and gives `secretRights` of the same lists.
 *
 * @param folders folders below the prefix for whose secrets others bring orders into the namespace
 */
export function secretObjects(
  context: AddOnContext,
  wanted: readonly WantedSecret[],
  folders: readonly string[] = [],
): readonly AddOnObject[] {
  const { secrets } = context.settings;
  if (secrets === undefined || !fillsSecrets(context)) return [];
  if (wanted.length === 0 && folders.length === 0) return [];
  return [
    {
      role: READER,
      apiVersion: "v1",
      kind: "ServiceAccount",
      name: READER,
      namespaced: true,
      first: true,
      annotations: context.identity(READER),
      body: { automountServiceAccountToken: false },
    },
    store(secrets),
    ...wanted.map((one) => order(one, secrets)),
  ];
}

/** What the reader of these Secrets may do: read exactly them, and what lies in the folders of others' orders. */
export function secretRights(
  wish: AddOnWish,
  wanted: readonly WantedSecret[],
  folders: readonly string[] = [],
): readonly AddOnRights[] {
  const { secrets } = wish.settings;
  if (secrets === undefined || !fillsSecrets(wish)) return [];
  if (wanted.length === 0 && folders.length === 0) return [];
  const { accountId, awsRegion, prefix } = secrets;
  const arn = (from: string): string =>
    `arn:aws:secretsmanager:${awsRegion}:${accountId}:secret:${prefix}/${from}${UNKNOWN_SECRET_SUFFIX}`;
  const all = [...wanted.map(({ from }) => from), ...folders.map((folder) => `${folder}/*`)];
  const resources = [...new Set(all.map(arn))];
  const permissions = [{ sid: "ReadSecrets", actions: READ_SECRET_ACTIONS, resources }];
  return [{ serviceAccount: READER, by: "external-secrets", permissions }];
}

/** Its identity is that of the namespace's reader: a store of another namespace reads nothing of this one. */
function store({ awsRegion }: SecretSource): AddOnObject {
  const auth = { jwt: { serviceAccountRef: { name: READER } } };
  return {
    role: "secret-store",
    apiVersion: EXTERNAL_SECRETS_API,
    kind: "SecretStore",
    name: STORE,
    namespaced: true,
    first: true,
    body: { spec: { provider: { aws: { service: "SecretsManager", region: awsRegion, auth } } } },
  };
}

function order(
  { name, from, keys, labels, mayComeLater }: WantedSecret,
  { prefix }: SecretSource,
): AddOnObject {
  const key = `${prefix}/${from}`;
  const data = Object.entries(keys ?? {}).map(([secretKey, property]) => ({
    secretKey,
    remoteRef: { key, property },
  }));
  return {
    role: `secret-${name}`,
    apiVersion: EXTERNAL_SECRETS_API,
    kind: "ExternalSecret",
    name,
    namespaced: true,
    first: true,
    // Without it one that is missing would go unseen: of alert routes nobody could be told.
    ...(mayComeLater === true ? {} : { annotations: { [WAIT_FOR]: "condition=Ready" } }),
    body: {
      spec: {
        refreshInterval: REFRESH_INTERVAL,
        secretStoreRef: { kind: "SecretStore", name: STORE },
        // A secret that vanishes in AWS takes nothing away from pods that run, nor does this order when it goes.
        target: {
          name,
          creationPolicy: "Orphan",
          deletionPolicy: "Retain",
          ...(labels === undefined ? {} : { template: { metadata: { labels } } }),
        },
        ...(keys === undefined ? { dataFrom: [{ extract: { key } }] } : { data }),
      },
    },
  };
}
