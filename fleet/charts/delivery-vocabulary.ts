/** Strings around delivery and scaling that only Argo CD, KEDA or AWS interpret, each with the page that defines it. */

/** @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
export const ARGO_CD_API = "argoproj.io/v1alpha1";

/** How Argo CD calls the cluster that it runs in. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters */
export const OWN_CLUSTER_SERVER = "https://kubernetes.default.svc";

/** What a Secret is to Argo CD: `repo-creds` holds for all repositories whose address begins with its `url`. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repository-credentials */
export const ARGO_CD_SECRET_TYPE_LABEL = "argocd.argoproj.io/secret-type";

/** Makes Argo CD read a Secret that its settings refer to. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#alternative */
export const PART_OF_LABEL = "app.kubernetes.io/part-of";

/** Account as which Argo CD applies what a tenant's application holds. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/ */
export const DEPLOYER_ACCOUNT = "deployer";

/** Makes Pulumi take over fields that others wrote. @see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/ */
export const PATCH_FORCE = "pulumi.com/patchForce";
