/** What is read of an object of Kubernetes; everything else may be in it. */
export interface ReadObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: Selector | Readonly<Record<string, string>>;
    readonly minReplicas?: number;
    readonly scaleTargetRef?: { readonly name: string };
    readonly template?: {
      readonly metadata?: { readonly labels?: Labels };
      readonly spec?: { readonly topologySpreadConstraints?: readonly SpreadConstraint[] };
    };
  };
}

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
}

interface SpreadConstraint {
  readonly topologyKey: string;
  readonly labelSelector?: Selector;
}

/** Something that no single object shows. */
export interface GuardrailFinding {
  /** Kind and name, such as Deployment/shop. */
  readonly object: string;
  /** What is wrong, to be read after the object. */
  readonly says: string;
}

/** Where pods have to be apart for the loss of one to leave the others. */
const APART = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

const SCALERS = ["HorizontalPodAutoscaler", "ScaledObject"];

/**
 * What keeps the workloads of one namespace up and is spread over several objects, so that no admission rule can see it:
 * each Deployment of several pods has exactly one budget, its pods keep apart, and what scales or budgets something has
 * something to scale or to budget.
 */
export function guardrailReport(objects: readonly ReadObject[]): readonly GuardrailFinding[] {
  const ofKind = (...kinds: readonly string[]) => objects.filter(({ kind }) => kinds.includes(kind));
  const workloads = ofKind("Deployment", "StatefulSet");
  const budgets = ofKind("PodDisruptionBudget");
  const scaled = new Set(ofKind(...SCALERS).map((one) => one.spec?.scaleTargetRef?.name));
  const several = workloads.filter(
    ({ metadata, spec }) => scaled.has(metadata.name) || (spec?.replicas ?? 1) > 1,
  );
  return [
    ...several.flatMap((one) => [...budgetFindings(one, budgets), ...spreadFindings(one)]),
    ...budgets.flatMap((one) =>
      workloads.some((workload) => selects(one, workload)) ? [] : [finding(one, "is a budget of no pods")],
    ),
    ...ofKind(...SCALERS).flatMap((one) => {
      const target = one.spec?.scaleTargetRef?.name ?? "";
      const isThere = workloads.some(({ metadata }) => metadata.name === target);
      return isThere ? [] : [finding(one, `scales ${target}, which is not there`)];
    }),
  ];
}

function budgetFindings(workload: ReadObject, budgets: readonly ReadObject[]): readonly GuardrailFinding[] {
  const own = budgets.filter((budget) => selects(budget, workload));
  if (own.length === 1) return [];
  if (own.length === 0)
    return [finding(workload, "has no disruption budget: all of its pods may go at once")];
  const names = own.map(({ metadata }) => metadata.name).join(", ");
  return [
    finding(workload, `has ${own.length} disruption budgets (${names}): its pods can't be evicted at all`),
  ];
}

function spreadFindings(workload: ReadObject): readonly GuardrailFinding[] {
  const constraints = workload.spec?.template?.spec?.topologySpreadConstraints ?? [];
  return APART.flatMap((key) => {
    const isSpread = constraints.some(
      ({ topologyKey, labelSelector }) =>
        topologyKey === key && matches(labelSelector?.matchLabels, labelsOf(workload)),
    );
    return isSpread ? [] : [finding(workload, `does not spread its pods over ${key}`)];
  });
}

const finding = ({ kind, metadata }: ReadObject, says: string): GuardrailFinding => ({
  object: `${kind}/${metadata.name}`,
  says,
});

const labelsOf = ({ spec }: ReadObject): Labels => spec?.template?.metadata?.labels ?? {};

function selects({ spec }: ReadObject, workload: ReadObject): boolean {
  const selector = spec?.selector;
  if (selector === undefined || typeof selector.matchLabels === "string") return false;
  return matches(selector.matchLabels, labelsOf(workload));
}

/** An empty selector selects everything in a budget and nothing in a constraint; neither is meant by anybody. */
function matches(wanted: Labels | undefined, labels: Labels): boolean {
  const pairs = Object.entries(wanted ?? {});
  return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
}
