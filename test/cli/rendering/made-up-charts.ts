import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { create } from "tar";
import { stringify } from "yaml";
import { withTemporaryFolder } from "../../../cli/temporary-folder.ts";

/** A chart of nobody: its templates and other files, by path. */
export interface MadeUpChart {
  readonly name: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Packs a chart into a folder of archives, as `helm package` would, and returns the path. */
export async function packInto(folder: string, { name, version, files }: MadeUpChart): Promise<string> {
  const all = { "Chart.yaml": stringify({ apiVersion: "v2", name, version }), ...files };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${version}.tgz`);
  await withTemporaryFolder("made-up-chart-", async (cwd) => {
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(cwd, name, path)), { recursive: true });
      writeFileSync(join(cwd, name, path), text);
    }
    const paths = Object.keys(all).map((path) => `${name}/${path}`);
    await create({ file, cwd, gzip: true, portable: true, mtime: new Date(0) }, paths);
  });
  return file;
}

/** What differs between the two versions of the chart `reloader`, or whatever it is called. */
interface Differences {
  readonly image: string;
  /** Label of the pods, which the selector repeats. */
  readonly app: string;
  /** Objects of one version alone. */
  readonly extra: string;
  /** Versions of its kind. */
  readonly served: readonly string[];
}

const VERSIONS: Readonly<Record<"old" | "new", Differences>> = {
  old: {
    image: "1.4.0",
    app: "boat",
    extra: "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: charts }\n",
    served: ["v1alpha1", "v1"],
  },
  new: {
    image: "1.5.0",
    app: "ship",
    extra: "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: boat }\n",
    served: ["v1"],
  },
};

const deployment = ({ image, app }: Differences): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: boat
  namespace: {{ .Release.Namespace }}
  labels: { helm.sh/chart: "{{ .Chart.Name }}-{{ .Chart.Version }}" }
spec:
  replicas: {{ .Values.replicas | default 1 }}
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata:
      labels: { app: ${app}, app.kubernetes.io/version: "{{ .Chart.Version }}" }
      annotations: { checksum/config: {{ .Chart.Version | sha256sum }} }
    spec:
      containers:
        - name: proxy
          image: proxy:1
        - name: boat
          image: boat:${image}
          args: ["--kubernetes={{ .Capabilities.KubeVersion.Version }}"]
`;

const secret = (image: string): string => `apiVersion: v1
kind: Secret
metadata: { name: boat }
stringData:
  token: canary-${image}
  made-up: {{ randAlphaNum 20 }}
`;

const definition = (served: readonly string[]): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: boats.lagoon.cloud, annotations: { helm.sh/resource-policy: keep } }
spec:
  group: lagoon.cloud
  versions:
${served.map((version) => `    - { name: ${version}, served: true }`).join("\n")}
`;

/** The templates of one of the two versions. */
export function madeUpFiles(which: "old" | "new"): Readonly<Record<string, string>> {
  const differences = VERSIONS[which];
  return {
    "templates/deployment.yaml": deployment(differences),
    "templates/secret.yaml": secret(differences.image),
    "templates/definition.yaml": definition(differences.served),
    "templates/extra.yaml": differences.extra,
  };
}
