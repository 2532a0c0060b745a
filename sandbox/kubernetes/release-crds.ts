import type { Chart, ChartCrd, CrdSource } from "../../fleet/charts/chart.ts";
import { KEPT_BY_HELM } from "../../fleet/charts/platform-vocabulary.ts";
import { chartCrds } from "../../fleet/charts/chart-kinds.ts";
import { CHARTS, type ChartName } from "../../fleet/charts/charts.ts";
import { ProviderError } from "../provider/error.ts";
import { canonical, type Properties } from "../provider/properties.ts";
import type { Api, ObjectRef } from "./api.ts";
import { archivedManifests, type ChartReference } from "./chart-archive.ts";
import { catalogEntry, chartData, chartDefinitions, defaultValues, definitions } from "./chart-data.ts";
import { merged } from "./chart-values.ts";
import { annotation, objectAt, textAt, valueAt, type KubernetesObject } from "./object.ts";
import { awaitReady } from "./waiting.ts";

/** Helm marks with these what belongs to a release, and refuses what belongs to another. */
const RELEASE_NAME = "meta.helm.sh/release-name";
const RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";

/** Under this name Helm applies what it installs. */
const MANAGER = "helm";

/** A definition is established within milliseconds. Seconds. */
const ESTABLISHED_SECONDS = 60;

/** Switches by which charts leave their definitions out. */
const SWITCHES = [["crds", "enabled"], ["crds", "install"], ["crds", "create"], ["installCRDs"]] as const;

/** Definitions that Helm renders with the rest of the chart, so that `skipCrds` means nothing to them. */
const IN_TEMPLATES: ReadonlySet<CrdSource> = new Set(["templates", "own-chart", "packed"]);

export interface ReleaseDefinitions {
  readonly objects: readonly KubernetesObject[];
  /** They come with the templates, so they belong to the release, which also upgrades them; otherwise they only come before it. */
  readonly owned: boolean;
  /** They stay when the release goes. */
  readonly kept: boolean;
  /** They accept any field: the chart's own definitions are not at hand. */
  readonly permissive: boolean;
}

/** Definitions that a release installs. */
export function releaseDefinitions(chart: ChartReference, inputs: Properties): ReleaseDefinitions {
  const entry = catalogEntry(chart.name);
  const owned = entry !== undefined && IN_TEMPLATES.has(entry.crds.source);
  const kept = !owned || keeps(entry, objectAt(inputs, "values"));
  if (!owned && inputs["skipCrds"] === true) return { objects: [], owned, kept, permissive: false };
  const data = chartData(chart.name, textAt(inputs, "version"));
  const values = merged((data && defaultValues(data))?.values ?? {}, objectAt(inputs, "values"));
  if (owned && SWITCHES.some((path) => valueAt(values, ...path) === false) && !isOn(values))
    return { objects: [], owned, kept, permissive: false };
  const packed =
    chart.archive === undefined ? undefined : archivedManifests(chart.archive)?.flatMap(definitions);
  const real = packed ?? (data === undefined ? [] : chartDefinitions(data));
  if (real.length > 0) return { objects: real, owned, kept, permissive: false };
  const listed = catalogCrds(chart.name);
  return { objects: listed.map(permissiveDefinition), owned, kept, permissive: listed.length > 0 };
}

function isOn(values: Properties): boolean {
  return SWITCHES.some((path) => valueAt(values, ...path) === true);
}

function keeps(entry: Chart, values: Properties): boolean {
  if (valueAt(values, "crds", "keep") === false) return false;
  const { keep, keptBy } = entry.crds;
  const annotated = canonical(values).includes(canonical(KEPT_BY_HELM).slice(1, -1));
  return annotated || (keep && keptBy === undefined);
}

function catalogCrds(chart: string): readonly ChartCrd[] {
  const names = Object.keys(CHARTS) as readonly ChartName[];
  const name = names.find((one) => CHARTS[one].chart === chart);
  return name === undefined ? [] : chartCrds(name);
}

/** A definition made from a list of kinds alone: every field is accepted. */
export function permissiveDefinition({ group, kind, plural, scope, versions }: ChartCrd): KubernetesObject {
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: `${plural}.${group}`,
      // The server asks for it in groups of Kubernetes itself.
      annotations: { "api-approved.kubernetes.io": "unapproved, made by the simulator" },
    },
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema,
        subresources: { status: {} },
      })),
    },
  };
}

/** The release that installs definitions. */
export interface Owner {
  readonly name: string;
  readonly namespace: string;
}

export async function installDefinitions(
  api: Api,
  { objects, owned, kept }: ReleaseDefinitions,
  owner: Owner,
  takeOwnership: boolean,
): Promise<void> {
  await Promise.all(
    objects.map(async (definition) => {
      const ref = refOf(definition);
      const found = await api.get(ref);
      if (found !== undefined && !owned) return;
      if (found !== undefined && !takeOwnership && !belongsTo(found, owner)) throw foreign(ref, owner);
      const applied = await api.apply(ref, owned ? marked(definition, owner, kept) : definition, {
        manager: MANAGER,
        force: true,
      });
      await awaitReady(api, ref, applied, ESTABLISHED_SECONDS);
    }),
  );
}

/** Removes what belongs to the release and is not kept. All objects of these kinds go too. */
export async function removeDefinitions(
  api: Api,
  { objects }: ReleaseDefinitions,
  owner: Owner,
): Promise<void> {
  await Promise.all(
    objects.map(async (definition) => {
      const ref = refOf(definition);
      const found = await api.get(ref);
      if (found !== undefined && belongsTo(found, owner)) await api.delete(ref, "Background");
    }),
  );
}

function refOf(definition: KubernetesObject): ObjectRef {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    name: textAt(definition, "metadata", "name") ?? "",
  };
}

function belongsTo(found: KubernetesObject, { name, namespace }: Owner): boolean {
  return annotation(found, RELEASE_NAME) === name && annotation(found, RELEASE_NAMESPACE) === namespace;
}

function marked(definition: KubernetesObject, { name, namespace }: Owner, kept: boolean): KubernetesObject {
  const metadata = objectAt(definition, "metadata");
  const annotations = {
    ...objectAt(metadata, "annotations"),
    ...(kept && KEPT_BY_HELM),
    [RELEASE_NAME]: name,
    [RELEASE_NAMESPACE]: namespace,
  };
  const labels = { ...objectAt(metadata, "labels"), "app.kubernetes.io/managed-by": "Helm" };
  const { status: _, ...rest } = definition;
  return { ...rest, metadata: { ...metadata, annotations, labels } };
}

function foreign({ name }: ObjectRef, owner: Owner): ProviderError {
  return new ProviderError(
    `CustomResourceDefinition "${name}" exists and cannot be imported into the current release: invalid ownership ` +
      `metadata; annotation validation error: key "${RELEASE_NAME}" must equal "${owner.name}"`,
  );
}
