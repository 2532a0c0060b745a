import { expect, test } from "vitest";
import { InputError } from "../../fleet/check.ts";
import { outsideKubeconfig } from "../../stacks/outside-kubeconfig.ts";
import { type ClusterChanges, sampleFleet } from "../record/sample-fleet.ts";
import { CANARY, madeAuthority, madeKubeconfig } from "./contact/made-authority.ts";

const NETWORK = { mode: "external", cidr: "192.168.10.0/24" };
const PLANT: ClusterChanges = {
  kind: "attached",
  network: NETWORK,
  attached: { storageClass: "fast", networkPolicyEngine: "calico" },
};
const HOSTS: ClusterChanges = {
  kind: "k3s",
  provider: "hosts",
  network: NETWORK,
  hosts: {
    registrationAddress: "k3s.lagoon.cloud",
    machines: { one: { role: "server", address: "192.168.10.10" } },
  },
};

function refusal(entry: ClusterChanges, text: string | undefined, stackFile?: string): string {
  const cluster = sampleFleet({ plant: entry }).clusters.get("plant")!;
  try {
    outsideKubeconfig(cluster, { text, stackFile, folder: "/" });
    return "";
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const COMMAND = "pulumi config set --secret --stack plant atoll:kubeconfig < kubeconfig.yaml";

test("a stack without a kubeconfig is told the command that sets it", () => {
  expect(refusal(PLANT, undefined)).toBe(
    `stack configuration atoll:kubeconfig: expected the kubeconfig of plant, got nothing; ${COMMAND}`,
  );
  expect(refusal(PLANT, " \n")).toBe(
    `stack configuration atoll:kubeconfig: expected the kubeconfig of plant, got nothing in it; ${COMMAND}`,
  );
});

test("one of K3s on hosts is told where theirs comes from", () => {
  expect(refusal(HOSTS, undefined)).toBe(
    `stack configuration atoll:kubeconfig: expected the kubeconfig of plant, got nothing; take /etc/rancher/k3s/k3s.yaml of a server, with k3s.lagoon.cloud as its address: ${COMMAND}`,
  );
});

test("a kubeconfig that the stack's file shows to everybody is refused, and an encrypted one is not", async () => {
  const { certificate } = await madeAuthority();
  const text = madeKubeconfig({ authority: certificate });
  const plain = `config:\n  atoll:kubeconfig: ${JSON.stringify(text)}\n`;
  expect(refusal(PLANT, text, plain)).toBe(
    `stack configuration atoll:kubeconfig: expected a secret, got plain text; ${COMMAND}; what stood in a file that git knows is known to others`,
  );
  expect(refusal(PLANT, text, "config:\n  atoll:kubeconfig:\n    secure: AAABAM\n")).toBe("");
  expect(refusal(PLANT, text)).toBe("");
});

test("half a kubeconfig is refused with its line, and nothing of it is repeated", async () => {
  const { certificate } = await madeAuthority();
  const half = madeKubeconfig({ authority: certificate }).slice(0, -60);
  expect(refusal(PLANT, half)).toMatch(
    /^kubeconfig:\d+:\d+: expected valid YAML 1\.2; it may have been cut off/,
  );
  expect(refusal(PLANT, half)).not.toContain(CANARY);
});
