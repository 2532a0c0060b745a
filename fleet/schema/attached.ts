import { z } from "zod";
import { distinct } from "./scalars.ts";

const NAME = "a name of lower-case letters, digits, hyphens and dots";

/** Facts of a cluster that somebody else runs; they are checked against its API server before anything is deployed. */
export const attached = z
  .strictObject({
    storageClass: z
      .string({ error: NAME })
      .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, { error: NAME })
      .describe(
        "Storage class for volumes of the platform and of tenants; whoever runs the cluster encrypts them.",
      ),
    loadBalancer: z
      .enum(["aws-nlb", "aws-nlb-controller", "service-lb", "none"])
      .default("none")
      .describe("What answers a Service of type LoadBalancer. @default none"),
    networkPolicyEngine: z
      .enum(["vpc-cni", "kube-router", "calico", "cilium"])
      .describe("What enforces NetworkPolicy objects; a cluster without any cannot hold tenants."),
    architectures: distinct(z.enum(["amd64", "arm64"]))
      .min(1, { error: "at least one" })
      .default(["amd64"])
      .describe("Processor architectures of the nodes. @default amd64"),
    zones: distinct(z.string().regex(/^[a-z0-9-]{1,63}$/, { error: "the value of a node's zone label" }))
      .default([])
      .describe("Zones of the nodes, as their labels name them. @default none"),
  })
  .optional()
  .describe("Facts of a cluster of kind attached. @default none");

const ISSUER = "an https address such as https://oidc.example.com/cluster, without a slash at its end";

/** Issuer of ServiceAccount tokens, for clusters whose issuer atoll does not make. */
export const oidc = z
  .strictObject({
    issuer: z
      .string({ error: ISSUER })
      .regex(/^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w.~-]+)*$/, { error: ISSUER })
      .describe("Issuer of ServiceAccount tokens, which AWS must be able to read."),
    webhook: z
      .enum(["install", "present"])
      .default("install")
      .describe(
        "Whether atoll installs the webhook that hands tokens to pods, or it is there. @default install",
      ),
  })
  .optional()
  .describe("How pods get rights in AWS, for kinds k3s on hosts and attached. @default - they get none");
export type OidcEntry = NonNullable<z.infer<typeof oidc>>;
