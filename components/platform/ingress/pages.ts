/** A page of the platform that people reach through the shared Gateway: where its pods are, and what they listen at. */
export interface Page {
  readonly namespace: string;
  readonly port: number;
}

/** Every such page, by the add-on that shows it; only from their namespaces, and the gateway's, may routes be bound. */
export const PAGES = {
  "argo-cd": { namespace: "argocd", port: 8080 },
  grafana: { namespace: "grafana", port: 3000 },
} as const satisfies Readonly<Record<string, Page>>;
