import {
  ARGO_CD_API,
  ARGO_CD_NAMESPACE,
  OWN_CLUSTER_SERVER,
} from "../../../fleet/charts/delivery-vocabulary.ts";
import { APPLICATION_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { Application } from "../settings.ts";
import type { SliceContext, SliceObject } from "../slice-object.ts";
import { isHeld } from "./project-object.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What decides how an application is rendered and compared: those that are alike in it have one template. */
interface Manner {
  readonly tool: Application["tool"];
  /** Whether an autoscaler says how many pods there are. */
  readonly scaled: boolean;
}

const MANNERS: readonly Manner[] = (["helm", "kustomize"] as const).flatMap((tool) =>
  [false, true].map((scaled) => ({ tool, scaled })),
);

/**
 * One application of Argo CD for each of the tenant's, from the inventory alone: names, repositories and revisions are
 * values of a list, never part of a template. One that goes, or the set itself, leaves what runs.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/
 */
export function applicationSet(context: SliceContext): SliceObject {
  const { settings, namespace, labels } = context;
  const { applications = [] } = settings;
  const generators = MANNERS.flatMap((manner) => {
    const elements = applications.filter((one) => isMade(one, manner)).map(element);
    return elements.length === 0 ? [] : [{ list: { elements, template: template(context, manner) } }];
  });
  return {
    role: "applications",
    needs: "argo-cd",
    namespace: ARGO_CD_NAMESPACE,
    apiVersion: ARGO_CD_API,
    kind: "ApplicationSet",
    name: namespace,
    namespaced: true,
    body: {
      spec: {
        goTemplate: true,
        goTemplateOptions: ["missingkey=error"],
        generators,
        syncPolicy: { applicationsSync: "sync", preserveResourcesOnDeletion: true },
        template: { metadata: metadata(namespace, labels), spec: common(context) },
      },
    },
  };
}

const isMade = ({ tool, scaling }: Application, manner: Manner): boolean =>
  tool === manner.tool && (scaling !== undefined) === manner.scaled;

const element = ({ name, repository, revision, path }: Application) => ({ name, repository, revision, path });

function metadata(namespace: string, labels: SliceContext["labels"]): Fields {
  return { name: `${namespace}.{{ .name }}`, labels: { ...labels, [APPLICATION_LABEL]: "{{ .name }}" } };
}

/** What all applications of the tenant have in common. */
function common(context: SliceContext): Fields {
  const automated = { prune: true, selfHeal: true, allowEmpty: false };
  return {
    project: context.namespace,
    source: { repoURL: "{{ .repository }}", targetRevision: "{{ .revision }}", path: "{{ .path }}" },
    destination: { server: OWN_CLUSTER_SERVER, namespace: context.namespace },
    revisionHistoryLimit: 5,
    syncPolicy: {
      // What a repository no longer holds goes, but never everything at once, and after the new has come.
      ...(isHeld(context) ? {} : { automated }),
      syncOptions: [
        "ServerSideApply=true",
        "CreateNamespace=false",
        "FailOnSharedResource=true",
        "PruneLast=true",
        "RespectIgnoreDifferences=true",
      ],
      retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
    },
  };
}

function template(context: SliceContext, { tool, scaled }: Manner): Fields {
  const { settings, namespace, labels } = context;
  const spec = common(context);
  const source = { ...(spec["source"] as Fields), ...rendered(tool, settings.environment) };
  const replicas = {
    group: "apps",
    kind: "Deployment",
    name: "{{ .name }}",
    jsonPointers: ["/spec/replicas"],
  };
  return {
    metadata: metadata(namespace, labels),
    spec: { ...spec, source, ...(scaled ? { ignoreDifferences: [replicas] } : {}) },
  };
}

/** What makes Argo CD use this tool and no other, whatever else lies in the folder. */
function rendered(tool: Application["tool"], environment: string): Fields {
  if (tool === "kustomize")
    return {
      kustomize: { commonLabels: { [APPLICATION_LABEL]: "{{ .name }}" }, labelWithoutSelector: true },
    };
  const valueFiles = [`values-${environment}.yaml`];
  return {
    helm: { releaseName: "{{ .name }}", valueFiles, ignoreMissingValueFiles: true, skipCrds: true },
  };
}
