import type { AddOnName } from "../charts/add-ons.ts";
import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";

/** Keys of charts by which an override would undo what the platform promises. */
interface Guard {
  /** The key, as charts write it, at any depth. */
  readonly key: RegExp;
  /** What an override must leave as it is. */
  readonly expected: string;
  /** The add-on whose chart has it. @default - any */
  readonly addOn?: AddOnName;
}

const GUARDS: readonly Guard[] = [
  {
    key: /^crds?$|CRDs?$/, // crds, installCRDs, cleanUpCRDs
    expected: "values that leave kinds alone, for with a kind all objects of it go",
  },
  {
    key: /^networkPolic/,
    expected: "values that leave network policies to atoll, which opens what the add-on needs",
  },
  {
    key: /^aggregate/,
    expected: "values that add no rights to the roles of tenants",
  },
  {
    key: /^process(Cluster|PushSecret)/,
    expected:
      "values that leave stores and secrets in their namespace, where one tenant reads none of another",
    addOn: "external-secrets",
  },
  {
    key: /^admissionWebhooks$/,
    expected: "values that leave the webhook on, which refuses what would stop all scraping",
    addOn: "victoria-metrics",
  },
];

/** Overrides of chart values that would undo a promise of the platform without a word. */
export function guardedValueFindings({ clusters }: Pick<Inventory, "clusters">): readonly Finding[] {
  return [...clusters.values()].flatMap(({ id, addOns }) =>
    Object.entries(addOns).flatMap(([name, { valuesOverride }]) =>
      guardedPaths(name, valuesOverride?.values ?? {}).map(({ path, expected }) => ({
        file: `clusters/${id}.yaml`,
        at: ["addOns", name, "valuesOverride", "values", ...path],
        atKey: true,
        expected,
        hint: `take ${path.join(".")} out of the override`,
      })),
    ),
  );
}

interface GuardedPath {
  readonly path: readonly string[];
  readonly expected: string;
}

function guardedPaths(addOn: string, values: Readonly<Record<string, unknown>>): readonly GuardedPath[] {
  return Object.entries(values).flatMap(([key, value]): readonly GuardedPath[] => {
    const guard = GUARDS.find((one) => one.key.test(key) && (one.addOn ?? addOn) === addOn);
    if (guard !== undefined) return [{ path: [key], expected: guard.expected }];
    if (!isObject(value)) return [];
    return guardedPaths(addOn, value).map(({ path, expected }) => ({ path: [key, ...path], expected }));
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
