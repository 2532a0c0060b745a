import { must } from "../../finding.ts";
import { podRule } from "../../pod-specs.ts";

export const forbidHostPaths = podRule({
  id: "forbid-host-paths",
  level: "mandatory",
  group: "tenancy",
  what: "No pod mounts a path of its node",
  why: "the files of the node hold the tokens and the data of every pod on it",
  remedy: "use a volume of the storage class, an emptyDir or a projected token",
  answers: [
    "PSS baseline: HostPath Volumes",
    "EKS-BP pod security: restrict the use of hostPath",
    "threat: privileged pods and paths of the node",
  ],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) =>
    pod
      .at("volumes")
      .items.flatMap((volume) =>
        must(volume.at("hostPath"), "a volume without hostPath", (known) => known === undefined),
      ),
});
