import { GROUPS, type Rule } from "../rule.ts";
import { AWS_RULES } from "./aws.ts";
import { KUBERNETES_RULES } from "./kubernetes.ts";

const EITHER: readonly Rule[] = [...AWS_RULES, ...KUBERNETES_RULES];

/** Every rule, group by group: the order in which reports show them. */
export const RULES: readonly Rule[] = GROUPS.flatMap((group) =>
  EITHER.filter((rule) => rule.group === group),
);
