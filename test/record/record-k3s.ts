import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { K3sCluster } from "../../components/k3s/k3s-cluster.ts";
import type { K3sSettings } from "../../components/k3s/settings.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleK3s } from "../components/k3s/sample-settings.ts";
import { sampleProvider } from "./record-network.ts";

const ids = (kind: string) => ["a", "b", "c"].map((zone) => pulumi.output(`subnet-${kind}-${zone}`));

interface Recording {
  /** What is done with the cluster besides. @default nothing */
  readonly more?: (cluster: K3sCluster) => unknown;
  /** @default true */
  readonly preview?: boolean;
}

/** Stands in every value that nobody may read, made from what it is the value of. */
export const CANARY = "canary-7c41";

const pem = (pair: KeyPairKeyObjectResult): string =>
  pair.publicKey.export({ type: "spki", format: "pem" }).toString();

/** The public halves of the signing key, and of that of the servers' authority. */
export const PUBLIC_KEY = pem(generateKeyPairSync("rsa", { modulusLength: 2048 }));
export const AUTHORITY_KEY = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }));

/** What the cloud answers, as far as a K3s cluster asks. */
function answers(type: string, name: string): Readonly<Record<string, string>> {
  switch (type) {
    case "tls:index/privateKey:PrivateKey":
      return {
        privateKeyPem: `${CANARY} key of ${name}`,
        publicKeyPem: name === "dev-server-ca-key" ? AUTHORITY_KEY : PUBLIC_KEY,
      };
    case "tls:index/selfSignedCert:SelfSignedCert":
    case "tls:index/locallySignedCert:LocallySignedCert":
      return { certPem: `certificate of ${name}` };
    case "tls:index/certRequest:CertRequest":
      return { certRequestPem: `request of ${name}` };
    case "random:index/randomPassword:RandomPassword":
      return { result: `${CANARY}${createHash("sha256").update(name).digest("hex").slice(0, 16)}` };
    case "aws:lb/loadBalancer:LoadBalancer":
      return { dnsName: `${name}.elb.eu-central-1.amazonaws.com`, arn: `arn:${name}` };
    default:
      return { arn: `arn:aws:made:::${name}` };
  }
}

/** An input that is text; anything else fails the test. */
export function textOf(input: unknown): string {
  if (typeof input !== "string") throw new Error(`${JSON.stringify(input)} is no text`);
  return input;
}

/** Everything that the cluster `dev` registers, but what runs inside of it. */
export async function recordK3s(
  changes: Partial<K3sSettings> = {},
  { more, preview = true }: Recording = {},
): Promise<readonly PlannedResource[]> {
  const program = () => {
    const cluster = new K3sCluster("dev", {
      provider: sampleProvider(),
      vpcId: pulumi.output("vpc-1"),
      subnetIds: { node: ids("node"), pod: [], public: ids("public"), "control-plane": [] },
      ...sampleK3s(changes),
    });
    more?.(cluster);
  };
  return record(program, { stack: "dev", preview, made: answers });
}
