import { z } from "zod";
import { K3S_BUILD, UID } from "../../fleet/outside-vocabulary.ts";

const metadata = z.object({
  name: z.string().default(""),
  namespace: z.string().default(""),
  labels: z.record(z.string(), z.string()).default({}),
});

/** A list as the API server answers it. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item) }).transform(({ items }) => items);

export const review = z.object({ status: z.object({ allowed: z.boolean() }) });
export const namespace = z.object({ metadata: z.object({ uid: z.string().regex(UID) }) });
export const version = z.object({
  gitVersion: z.string(),
  major: z.string(),
  minor: z.string(),
  /** Version that the server behaves as, where that is another one than its own. */
  emulationMajor: z.string().optional(),
  emulationMinor: z.string().optional(),
});
export const storageClass = z.object({
  metadata,
  provisioner: z.string(),
  parameters: z.record(z.string(), z.string()).default({}),
});
export const node = z.object({
  metadata,
  spec: z.object({ providerID: z.string().default("") }).prefault({}),
  status: z.object({
    nodeInfo: z.object({ architecture: z.string(), kubeletVersion: z.string() }),
    addresses: z.array(z.object({ type: z.string(), address: z.string() })).default([]),
  }),
});
export const named = z.object({ metadata });
export const service = z.object({ spec: z.object({ clusterIP: z.string() }) });
export const slice = z.object({
  endpoints: z.array(z.object({ addresses: z.array(z.string()) })).default([]),
  ports: z.array(z.object({ port: z.number() })).default([]),
});
export const discovery = z.object({ issuer: z.string() });
export const settings = z.object({ data: z.record(z.string(), z.string()).default({}) });
export const apiService = z.object({
  spec: z.object({ service: z.object({ namespace: z.string() }).optional() }),
});

export type SeenNode = z.infer<typeof node>;
export type SeenStorageClass = z.infer<typeof storageClass>;

/** Whether K3s runs it, by what its server or one of its nodes says of itself. */
export function isK3s({ version: { gitVersion }, nodes }: Pick<Seen, "version" | "nodes">): boolean {
  const builds = [gitVersion, ...nodes.map(({ status }) => status.nodeInfo.kubeletVersion)];
  return builds.some((build) => build.includes(K3S_BUILD));
}

/** What an API server shows of its cluster. */
export interface Seen {
  readonly version: z.infer<typeof version>;
  readonly storageClasses: readonly SeenStorageClass[];
  readonly nodes: readonly SeenNode[];
  readonly daemonSets: readonly z.infer<typeof named>[];
  /** Whether the AWS Load Balancer Controller is installed. */
  readonly hasLoadBalancerController: boolean;
  /** Whether pods answer for names where policies look for them. */
  readonly hasDnsPods: boolean;
  /** Address of the API server's own Service. */
  readonly apiService: string;
  /** Where the API server itself is, and at which ports; undefined where it does not tell. */
  readonly apiServer: z.infer<typeof slice> | undefined;
  /** Issuer of ServiceAccount tokens; undefined where the server does not tell. */
  readonly issuer: string | undefined;
  /** Settings of Cilium; undefined where there is none. */
  readonly cilium: Readonly<Record<string, string>> | undefined;
  /** Namespace of whoever serves the metrics API; undefined where nobody does. */
  readonly metricsNamespace: string | undefined;
}
