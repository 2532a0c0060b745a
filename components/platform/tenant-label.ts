/**
 * Gives series of a tenant's namespace the label `tenant`, by which alerts find their way; all others stay as they are.
 * The name of such a namespace is the tenant's id, two hyphens and the environment, and no id holds two in a row.
 */
export function withTenant(expr: string, namespaceLabel = "namespace"): string {
  return `label_replace(${expr}, "tenant", "$1", "${namespaceLabel}", "(.+)--.+")`;
}
