import { oneOf } from "./rule.ts";
import type { Value } from "./value.ts";

/** Types that grant rights. */
export const isRole = oneOf({
  "kubernetes:rbac.authorization.k8s.io/v1:Role": "of a namespace",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": "of the cluster",
});

/** Types that give them to somebody. */
export const isBinding = oneOf({
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": "of a namespace",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": "of the cluster",
});

/** What a role grants, rule by rule; rules that are not known yet stand for one. */
export const rulesOf = (role: Value): readonly Value[] => role.at("rules").items;

/** Whether a list holds one of some texts; a star holds all, and what is not known yet may be any. */
export function mayHold(list: Value, wanted: ReadonlySet<unknown>): boolean {
  return list.items.some(({ isUnknown, known }) => isUnknown || known === "*" || wanted.has(known));
}
