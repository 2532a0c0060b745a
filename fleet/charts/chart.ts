/** A kind that a chart brings into the cluster. */
export interface ChartCrd {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: "Cluster" | "Namespaced";
  /** API versions that its definition lists, served or not. */
  readonly versions: readonly string[];
}

/**
 * How the definitions of a chart's kinds get into a cluster: `templates` with the chart itself, `own-chart` as the one
 * content of a published chart, `packed` as the one content of a chart that `atoll catalog pull` makes, `elsewhere` by
 * another chart of the catalog, `none` when it has no kinds.
 */
export type CrdSource = "templates" | "own-chart" | "packed" | "elsewhere" | "none";

/** Where the archive of a chart comes from. */
export type ChartOrigin =
  /** An index of charts behind HTTPS; the digest is that of the archive. */
  | { readonly kind: "https"; readonly repository: string }
  /** A registry of artifacts; the digest is that of the manifest, which names the archive's. */
  | { readonly kind: "oci"; readonly repository: string }
  /**
   * Plain manifests, packed as a chart: one file, or several where upstream has them apart. The digest is that of the one,
   * or of all joined by lines of `---`, as a mirror keeps them.
   */
  | { readonly kind: "manifests"; readonly url: string; readonly further?: readonly string[] }
  /** The folder `crds/` of another chart of the catalog, packed as a chart: only these API groups. */
  | { readonly kind: "crds-folder"; readonly of: string; readonly groups: readonly string[] };

/** A version that may follow, and why it is allowed. */
export interface NextVersion {
  readonly version: string;
  readonly why: string;
  /** First and last Kubernetes minor it runs on. @default - those of the version before */
  readonly kubernetes?: { readonly from: string; readonly to: string };
  /** Charts of the catalog that must be as new as this first, such as `{ "cert-manager": "v1.22.0" }`. @default none */
  readonly requires?: Readonly<Record<string, string>>;
}

/** Who gets new versions first: clusters of ring edge, then all. */
export type Ring = "edge" | "stable";

/** A version that clusters of ring edge run already. */
export interface EdgeVersion extends Pick<Chart, "version" | "appVersion" | "images"> {
  readonly why: string;
}

/** One tested version of one chart: what a cluster may run. */
export interface Chart {
  /** Name inside its repository; also that of its archive. */
  readonly chart: string;
  /** Exact version; never a range. */
  readonly version: string;
  /** Version of what it installs. */
  readonly appVersion: string;
  readonly origin: ChartOrigin;
  /** First and last Kubernetes minor it runs on. */
  readonly kubernetes: { readonly from: string; readonly to: string };
  readonly crds: {
    readonly source: CrdSource;
    /** Whether the kinds, and so all objects of them, stay when the release goes. */
    readonly keep: boolean;
    /** Values that make the chart keep them. @default - it does so by itself */
    readonly keptBy?: Readonly<Record<string, unknown>>;
  };
  /** Images it runs, with their tags. */
  readonly images: readonly string[];
  /** Versions that may follow this one. */
  readonly next: readonly NextVersion[];
  /** Whose clusters may have it: those of ring edge only, or all. */
  readonly ring: Ring;
  /** What clusters of ring edge run instead. @default - the same as all */
  readonly edge?: EdgeVersion;
  /** Page that the facts are from. */
  readonly source: string;
  /** Day on which they were looked up. */
  readonly checked: string;
}
