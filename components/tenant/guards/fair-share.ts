import { PLATFORM_GROUP, PLATFORM_PRIORITY_LEVEL } from "../../../fleet/guard-vocabulary.ts";

/** Name of the priority level and of the schema that leads to it. */
export const TENANTS_SHARE = "atoll-tenants";

/** Name of the schema of the platform's accounts. */
export const PLATFORM_SHARE = "atoll-platform";

/** After the schemas of Kubernetes' own parts, the last of which has 1000, and before those of all others, the first of which has 9000. */
const PRECEDENCE = { platform: 8_000, tenants: 8_900 } as const;

/**
 * Of the requests that the API server works on at a time, what tenants get together: of the usual 245 shares 20 more are
 * a twelfth. They may borrow as much again where others are idle, and lend half.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#prioritylevelconfiguration
 */
export const TENANTS_LEVEL = {
  type: "Limited",
  limited: {
    nominalConcurrencyShares: 20,
    lendablePercent: 50,
    borrowingLimitPercent: 100,
    limitResponse: { type: "Queue", queuing: { queues: 64, handSize: 6, queueLengthLimit: 50 } },
  },
};

const EVERYTHING = {
  resourceRules: [
    { verbs: ["*"], apiGroups: ["*"], resources: ["*"], clusterScope: true, namespaces: ["*"] },
  ],
  nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
};

/**
 * Requests of everybody who is neither Kubernetes nor the platform: each namespace waits in queues of its own, so that a
 * tenant that floods the API server makes itself wait. No tenant is named, so one more changes nothing.
 */
export const TENANTS_SCHEMA = {
  matchingPrecedence: PRECEDENCE.tenants,
  priorityLevelConfiguration: { name: TENANTS_SHARE },
  distinguisherMethod: { type: "ByNamespace" },
  rules: [{ subjects: [{ kind: "Group", group: { name: "system:authenticated" } }], ...EVERYTHING }],
};

type FlowSubject =
  | {
      readonly kind: "ServiceAccount";
      readonly serviceAccount: { readonly namespace: string; readonly name: string };
    }
  | { readonly kind: "Group"; readonly group: { readonly name: string } };

/** Accounts of the platform's namespaces, and its people, who else would wait in line with tenants. */
export function platformSchema(namespaces: readonly string[]) {
  const subjects: FlowSubject[] = [
    ...namespaces.map((namespace) => ({
      kind: "ServiceAccount" as const,
      serviceAccount: { namespace, name: "*" },
    })),
    { kind: "Group", group: { name: PLATFORM_GROUP } },
  ];
  return {
    matchingPrecedence: PRECEDENCE.platform,
    priorityLevelConfiguration: { name: PLATFORM_PRIORITY_LEVEL },
    distinguisherMethod: { type: "ByUser" },
    rules: [{ subjects, ...EVERYTHING }],
  };
}
