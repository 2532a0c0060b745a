/** What of a project decides whether an application may go somewhere, as Argo CD reads it. */
export interface ReadProject {
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly { readonly server: string; readonly namespace: string }[];
  readonly clusterResourceWhitelist?: readonly Kind[];
  readonly namespaceResourceWhitelist?: readonly Kind[];
}

interface Kind {
  readonly group: string;
  readonly kind: string;
}

/** An application, and one object in its repository. */
export interface Attempt {
  readonly repository: string;
  readonly server: string;
  readonly namespace: string;
  readonly object: Kind & { readonly namespaced: boolean };
}

/** A star stands for anything without a slash in a repository, and for anything in other words. */
function fits(pattern: string, text: string, any = ".*"): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("?", ".")
    .replaceAll("*", any);
  return new RegExp(`^${escaped}$`).test(text);
}

/**
 * Whether a project lets an application through: by its repository, by where it goes, and by each kind. A list of kinds
 * of namespaces that is missing allows all of them, one of cluster-wide kinds none.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export function isPermitted(
  project: ReadProject,
  { repository, server, namespace, object }: Attempt,
): boolean {
  const kinds = object.namespaced
    ? project.namespaceResourceWhitelist
    : (project.clusterResourceWhitelist ?? []);
  return (
    project.sourceRepos.some((one) => fits(one, repository, "[^/]*")) &&
    project.destinations.some((one) => fits(one.server, server) && fits(one.namespace, namespace)) &&
    (kinds === undefined || kinds.some((one) => fits(one.group, object.group) && fits(one.kind, object.kind)))
  );
}
