import { must } from "../../finding.ts";
import { podRule } from "../../pod-specs.ts";

const WANTED = [
  ["requests", "cpu"],
  ["requests", "memory"],
  ["limits", "memory"],
] as const;

export const requirePodResources = podRule({
  id: "require-pod-resources",
  level: "mandatory",
  group: "cost",
  what: "Every container says how much CPU and memory it needs, and how much memory it may take",
  why: "nodes are bought by what pods ask for; one that asks for nothing is put anywhere, and takes memory from others",
  remedy: "set requests for cpu and memory, and a limit for memory",
  answers: [
    "EKS-BP pod security: set requests and limits for each container",
    "threat: pods without requests or limits",
    "bill: nodes that are sized by guess",
  ],
  see: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  checkPod: (pod) =>
    [...pod.at("containers").items, ...pod.at("initContainers").items].flatMap((container) =>
      WANTED.flatMap(([kind, key]) =>
        must(container.at("resources", kind, key), "a quantity", (known) => known !== undefined),
      ),
    ),
});
