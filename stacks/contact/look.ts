import type { z } from "zod";
import { APP_NAME_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import {
  CILIUM_SETTINGS,
  CLUSTER_ADMIN_REVIEW,
  CLUSTER_ID_NAMESPACE,
  LOAD_BALANCER_CONTROLLER,
} from "../../fleet/outside-vocabulary.ts";
import { DNS_NAMESPACE, DNS_POD_LABELS } from "../../fleet/tenant-vocabulary.ts";
import { type ContactAnswer, type ContactApi, UnreachableError } from "./contact-api.ts";
import * as kinds from "./seen.ts";

/** What keeps all of a cluster from being seen: its server does not know the user, or does not let it do everything. */
export interface Unseen {
  readonly refused: "credentials" | "rights";
}

/** Who a cluster is for as long as it lives. */
export interface Met {
  readonly clusterId: string;
}

/**
 * Meets a cluster as its administrator.
 *
 * @throws UnreachableError when nobody answers, or no API server
 */
export async function meet(api: ContactApi): Promise<Met | Unseen> {
  const review = await api.ask(
    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    CLUSTER_ADMIN_REVIEW,
  );
  if (review.status === 401) return { refused: "credentials" };
  if (review.status === 403 || !readAs(kinds.review, review).status.allowed) return { refused: "rights" };
  const { metadata } = await reader(api).surely(
    `/api/v1/namespaces/${CLUSTER_ID_NAMESPACE}`,
    kinds.namespace,
  );
  return { clusterId: metadata.uid };
}

/**
 * Looks at a cluster that was met; what an administrator may not read does not exist.
 *
 * @throws UnreachableError when nobody answers, or no API server
 */
export async function look(api: ContactApi): Promise<kinds.Seen> {
  const { surely, maybe } = reader(api);
  const [version, storageClasses, nodes, daemonSets, own] = await Promise.all([
    surely("/version", kinds.version),
    surely("/apis/storage.k8s.io/v1/storageclasses", kinds.list(kinds.storageClass)),
    surely("/api/v1/nodes", kinds.list(kinds.node)),
    surely("/apis/apps/v1/daemonsets", kinds.list(kinds.named)),
    surely("/api/v1/namespaces/default/services/kubernetes", kinds.service),
  ]);
  const [controllers, dnsPods, apiServer, issuer, cilium, metrics] = await Promise.all([
    surely(labelled("/apis/apps/v1/deployments", CONTROLLER_LABELS), kinds.list(kinds.named)),
    surely(labelled(`/api/v1/namespaces/${DNS_NAMESPACE}/pods`, DNS_POD_LABELS), kinds.list(kinds.named)),
    maybe("/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes", kinds.slice),
    maybe("/.well-known/openid-configuration", kinds.discovery),
    maybe(CILIUM_SETTINGS, kinds.settings),
    maybe("/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io", kinds.apiService),
  ]);
  return {
    ...{ version, storageClasses, nodes, daemonSets, apiServer },
    apiService: own.spec.clusterIP,
    hasLoadBalancerController: controllers.length > 0,
    hasDnsPods: dnsPods.length > 0,
    issuer: issuer?.issuer,
    cilium: cilium?.data,
    metricsNamespace: metrics?.spec.service?.namespace,
  };
}

const CONTROLLER_LABELS = { [APP_NAME_LABEL]: LOAD_BALANCER_CONTROLLER };

/** One object with these labels is enough to know that there are some. */
function labelled(path: string, labels: Readonly<Record<string, string>>): string {
  const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return `${path}?labelSelector=${encodeURIComponent(selector.join(","))}&limit=1`;
}

interface Reader {
  readonly surely: <Read>(path: string, schema: z.ZodType<Read>) => Promise<Read>;
  /** Undefined where the server does not know the path. */
  readonly maybe: <Read>(path: string, schema: z.ZodType<Read>) => Promise<Read | undefined>;
}

function reader({ ask }: ContactApi): Reader {
  return {
    surely: async (path, schema) => readAs(schema, await ask(path)),
    maybe: async (path, schema) => {
      const answer = await ask(path);
      return answer.status === 404 ? undefined : readAs(schema, answer);
    },
  };
}

/** Whoever answers something else is no API server, or one that is not well. */
function readAs<Read>(schema: z.ZodType<Read>, { status, body }: ContactAnswer): Read {
  const reading = schema.safeParse(body);
  if (status >= 400 || !reading.success)
    throw new UnreachableError(`no API server that is well: HTTP ${status}`);
  return reading.data;
}
