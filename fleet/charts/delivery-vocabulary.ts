/** Strings around delivery and scaling that only Argo CD, KEDA or AWS interpret, each with the page that defines it. */

/** @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
export const ARGO_CD_API = "argoproj.io/v1alpha1";

/** How Argo CD calls the cluster that it runs in. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters */
export const OWN_CLUSTER_SERVER = "https://kubernetes.default.svc";

/** What a Secret is to Argo CD: `repository` holds the credentials of one address, for the project that it names. @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-scoped-repositories-and-clusters */
export const ARGO_CD_SECRET_TYPE_LABEL = "argocd.argoproj.io/secret-type";

/** Where Argo CD runs, and with it everything that tells it what to deploy. */
export const ARGO_CD_NAMESPACE = "argocd";

/** Makes Argo CD read a Secret that its settings refer to. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#alternative */
export const PART_OF_LABEL = "app.kubernetes.io/part-of";

/** Account as which Argo CD applies what a tenant's application holds. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/ */
export const DEPLOYER_ACCOUNT = "deployer";

/** Makes Pulumi take over fields that others wrote. @see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/ */
export const PATCH_FORCE = "pulumi.com/patchForce";

/** @see https://keda.sh/docs/latest/reference/scaledobject-spec/ */
export const KEDA_API = "keda.sh/v1alpha1";

/** Holds a workload at a number of pods, whatever its triggers say. @see https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling */
export const PAUSED_PODS = "autoscaling.keda.sh/paused-replicas";

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
export const AUTOSCALER_API = "autoscaling/v2";

/** Address of a queue, with its region. @see https://docs.aws.amazon.com/general/latest/gr/sqs-service.html */
export const QUEUE_ADDRESS =
  /^https:\/\/sqs\.(?<region>[a-z]{2}(-[a-z]+)+-\d)\.amazonaws\.com\/\d{12}\/[\w-]{1,80}(\.fifo)?$/;
