import { must } from "../../finding.ts";
import { podRule } from "../../pod-specs.ts";

export const requireOwnAccount = podRule({
  id: "require-own-account",
  level: "mandatory",
  group: "identity",
  what: "A pod that is given a token has a service account of its own",
  why: "the default account is shared: a right that one pod needs is then a right of all",
  remedy: "set automountServiceAccountToken: false, or name an account for this workload",
  answers: [
    "CIS-EKS 4.1.5: default service accounts are not used",
    "CIS-EKS 4.1.6: tokens are mounted only where needed",
    "threat: steal a token of the platform",
  ],
  see: "https://kubernetes.io/docs/concepts/security/service-accounts/",
  checkPod: (pod) => {
    const mounts = pod.at("automountServiceAccountToken");
    if (mounts.isUnknown) return must(mounts, "false", () => true);
    if (mounts.known === false) return [];
    return must(
      pod.at("serviceAccountName"),
      "an account of its own, or automountServiceAccountToken: false",
      (known) => typeof known === "string" && known !== "" && known !== "default",
    );
  },
});
