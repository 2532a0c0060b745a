import { TENANT_LABEL } from "../../fleet/tenant-vocabulary.ts";
import { type ClusterApi, read, refusal } from "../cluster/cluster-api.ts";

interface Kind {
  readonly name: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

interface Item {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: { readonly claimRef?: { readonly namespace?: string } };
}

/** Metrics are answers that somebody works out, and no objects. */
const COMPUTED = /(^|\.)metrics\.k8s\.io$/;

/** How many kinds are asked about at a time. */
const AT_A_TIME = 8;

/**
 * Everything in a cluster that is a tenant's: objects of every kind with its label, wherever they are; its namespaces,
 * whatever their labels; and volumes that were claimed from there, which outlive their claims.
 *
 * @throws FailedCommand when the server does not answer: no answer is not the answer that nothing is there
 */
export async function objectsOfTenant(api: ClusterApi, tenant: string): Promise<readonly string[]> {
  const kinds = await listedKinds(api);
  const selector = new URLSearchParams({ labelSelector: `${TENANT_LABEL}=${tenant}` }).toString();
  const found: string[] = [];
  for (let from = 0; from < kinds.length; from += AT_A_TIME) {
    const some = kinds.slice(from, from + AT_A_TIME).map(async ({ path, kind }) => {
      const { items } = await listed(api, `${path}?${selector}`, true);
      return items.map((item) => shown(kind, item));
    });
    found.push(...(await Promise.all(some)).flat());
  }
  const isOwn = (name = ""): boolean => name.startsWith(`${tenant}--`);
  const namespaces = (await listed(api, "/api/v1/namespaces", true)).items;
  const volumes = (await listed(api, "/api/v1/persistentvolumes", false)).items;
  const unlabelled = [
    ...namespaces.filter(({ metadata }) => isOwn(metadata.name)).map((one) => shown("Namespace", one)),
    ...volumes
      .filter(({ spec }) => isOwn(spec?.claimRef?.namespace))
      .map((one) => shown("PersistentVolume", one)),
  ];
  return [...new Set([...found, ...unlabelled])].sort();
}

const shown = (kind: string, { metadata: { name, namespace } }: Item): string =>
  namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;

/** Every kind whose objects can be listed, in the version that its group prefers. */
async function listedKinds(
  api: ClusterApi,
): Promise<readonly { readonly path: string; readonly kind: string }[]> {
  const groups = await read<{
    readonly groups: readonly {
      readonly name: string;
      readonly preferredVersion: { readonly groupVersion: string };
    }[];
  }>(api, "/apis");
  const stored = (groups?.groups ?? []).filter(({ name }) => !COMPUTED.test(name));
  const roots = [
    "/api/v1",
    ...stored.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`),
  ];
  const kinds = await Promise.all(
    roots.map(async (root) => {
      const answer = await read<{ readonly resources: readonly Kind[] }>(api, root);
      const lists = (answer?.resources ?? []).filter(({ verbs }) => verbs.includes("list"));
      return lists.map(({ name, kind }) => ({ path: `${root}/${name}`, kind }));
    }),
  );
  return kinds.flat().filter(({ kind }) => kind !== "Event");
}

async function listed(
  api: ClusterApi,
  path: string,
  onlyMetadata: boolean,
): Promise<{ readonly items: readonly Item[] }> {
  const answer = await api.ask({ path, ...(onlyMetadata ? { metadataOf: "list" as const } : {}) });
  // A kind may go while it is asked about.
  if (answer.status === 404) return { items: [] };
  if (answer.status !== 200) throw refusal(api, path, answer);
  const { items } = JSON.parse(answer.text) as { readonly items: readonly Item[] | null };
  return { items: items ?? [] };
}
