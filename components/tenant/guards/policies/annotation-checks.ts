import {
  BALANCER_ANNOTATION_PREFIXES,
  DNS_ANNOTATION_PREFIXES,
  TRAEFIK_ANNOTATION_PREFIX,
} from "../../../../fleet/guard-vocabulary.ts";
import { noneBegins, quoted } from "../cel.ts";
import type { GuardCheck } from "../guard.ts";

/** What controllers of the platform would do for an annotation; read from the variable `annotations`. */
export const ANNOTATION_CHECKS = {
  names: {
    expression: noneBegins("variables.annotations", [
      ...DNS_ANNOTATION_PREFIXES,
      ...BALANCER_ANNOTATION_PREFIXES,
    ]),
    message: "names and load balancers come from the tenant's entry, not from annotations",
  },
  references: {
    expression: `!variables.annotations.exists(key, key.startsWith(${quoted(TRAEFIK_ANNOTATION_PREFIX)}) && variables.annotations[key].contains("@"))`,
    message: "annotations of the gateway name nothing of others: leave out values with an at sign",
  },
} satisfies Readonly<Record<string, GuardCheck>>;
