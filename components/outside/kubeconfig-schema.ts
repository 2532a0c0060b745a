import { z } from "zod";

const text = z.string().min(1);

const cluster = z.looseObject({
  server: text,
  "certificate-authority": text.optional(),
  "certificate-authority-data": text.optional(),
  "insecure-skip-tls-verify": z.boolean().optional(),
});

const exec = z.looseObject({ apiVersion: text, command: text });

const user = z.looseObject({
  token: text.optional(),
  tokenFile: text.optional(),
  "client-certificate": text.optional(),
  "client-certificate-data": text.optional(),
  "client-key": text.optional(),
  "client-key-data": text.optional(),
  exec: exec.optional(),
});

/** What of a kubeconfig is read; all else of the parts that are used is passed on. */
export const kubeconfigSchema = z.looseObject({
  "current-context": text,
  contexts: z.array(z.looseObject({ name: text, context: z.looseObject({ cluster: text, user: text }) })),
  clusters: z.array(z.looseObject({ name: text, cluster })),
  users: z.array(z.looseObject({ name: text, user })),
});

export type KubeconfigCluster = z.infer<typeof cluster>;
export type KubeconfigUser = z.infer<typeof user>;
export type Kubeconfig = z.infer<typeof kubeconfigSchema>;
