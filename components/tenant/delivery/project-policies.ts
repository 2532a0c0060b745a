/** What one role of a project may do, as Argo CD's resources and actions. */
export interface ProjectRight {
  readonly resource: "applications" | "logs";
  readonly action: "get" | "sync";
}

/** What Argo CD reads as one field of its policies: nothing that ends a field, a line or a quotation, and no pattern. */
const PLAIN = /^[\w.@:/-]+$/;

/**
 * Lines of the policy of one role, in the words of Casbin. Argo CD joins fields by commas and lines by line feeds, and
 * reads them again; so what could be read as more than one field is refused here, too, whoever has checked it before.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#policies-in-appprojects
 * @throws Error for a name that would be read as more than one field
 */
export function projectPolicies(project: string, role: string, rights: readonly ProjectRight[]): string[] {
  const subject = `proj:${plain(project)}:${plain(role)}`;
  return rights.map(({ resource, action }) => `p, ${subject}, ${resource}, ${action}, ${project}/*, allow`);
}

/** Groups that hold a role: Argo CD makes a line of its policy of each. */
export function projectGroups(groups: readonly string[]): string[] {
  return groups.map(plain).sort();
}

function plain(name: string): string {
  if (!PLAIN.test(name)) throw new Error(`${JSON.stringify(name)} is not one field of a policy`);
  return name;
}
