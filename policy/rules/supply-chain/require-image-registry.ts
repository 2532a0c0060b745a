import { must } from "../../finding.ts";
import { containersOf, podRule } from "../../pod-specs.ts";

/** A host has a dot or a port, or is the machine itself; anything else is a name on Docker Hub. */
const WITH_HOST = /^([\w-]+(\.[\w-]+)+(:\d+)?|[\w-]+:\d+|localhost)\//;

export const requireImageRegistry = podRule({
  id: "require-image-registry",
  level: "mandatory",
  group: "supply-chain",
  what: "Every image says which registry it comes from",
  why: "without one, each node asks whatever it is set to: mirrors and rules about registries do not see the image",
  remedy: "write the host before the name, such as docker.io/ or the mirror of the fleet",
  answers: [
    "EKS-BP image security: images of known registries",
    "threat: an image from a registry that nobody allowed",
  ],
  see: "https://kubernetes.io/docs/concepts/containers/images/",
  checkPod: (pod) =>
    containersOf(pod).flatMap((container) =>
      must(
        container.at("image"),
        "an image with the host of its registry",
        (known) => typeof known === "string" && WITH_HOST.test(known),
      ),
    ),
});
