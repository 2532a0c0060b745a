import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { HostCluster } from "../../../fleet/k3s/host-cluster.ts";
import { hostFiles } from "../../../fleet/k3s/host-files.ts";
import { AGENT_FLAGS, SERVER_FLAGS } from "./known-flags.ts";
import { writtenFiles } from "./machine-world.ts";
import { HOSTS } from "./sample-hosts.ts";

const files = hostFiles(HOSTS);
const config = (host: string, cluster = HOSTS) =>
  parse(hostFiles(cluster).get(`${host}/config.yaml`) ?? "") as Readonly<Record<string, unknown>>;

test("each host has a folder, and the guide stands above", () => {
  expect([...files.keys()]).toEqual([
    "README.md",
    ...["ada", "bob", "dan"].flatMap((host) => [`${host}/cloud-init.yaml`, `${host}/config.yaml`]),
  ]);
  const mirrored = hostFiles({ ...HOSTS, imageMirror: "registry.lagoon.cloud" });
  expect([...mirrored.keys()]).toContain("ada/registries.yaml");
});

test("the file beside is the one that cloud-init writes", () => {
  const written = writtenFiles(files.get("ada/cloud-init.yaml") ?? "");
  expect(written.find(({ path }) => path === "/etc/rancher/k3s/config.yaml")?.content).toBe(
    files.get("ada/config.yaml"),
  );
});

test("K3s knows every flag of hosts", () => {
  expect(Object.keys(config("ada")).filter((key) => !SERVER_FLAGS.includes(key))).toEqual([]);
  expect(Object.keys(config("dan")).filter((key) => !AGENT_FLAGS.includes(key))).toEqual([]);
});

test("a host is called as its entry, and its zone is a label", () => {
  expect(config("ada")).toMatchObject({
    "node-name": "ada",
    "node-ip": "192.168.10.11",
    "tls-san": ["k3s.lagoon.test"],
    "node-label": [
      "topology.kubernetes.io/region=eu",
      "topology.kubernetes.io/zone=rack-1",
      "atoll/k3s-release=v1.35.8-k3s1",
    ],
  });
  expect(config("bob")["node-label"]).toEqual([
    "topology.kubernetes.io/region=eu",
    "atoll/k3s-release=v1.35.8-k3s1",
  ]);
});

test("servers keep ordinary pods away where there are agents, and run them where there are none", () => {
  const { dan: _, ...machines } = HOSTS.hosts.machines;
  expect(config("ada")["node-taint"]).toEqual(["CriticalAddonsOnly=true:NoSchedule"]);
  expect(config("ada", { ...HOSTS, hosts: { ...HOSTS.hosts, machines } })["node-taint"]).toBeUndefined();
});

describe("with an issuer", () => {
  const issuer = "https://oidc.lagoon.test/attic";
  const trusted: HostCluster = { ...HOSTS, flags: { ...HOSTS.flags, issuer } };

  test("servers say in their documents that the keys are at the issuer's address, as it is in AWS", () => {
    const flags = config("ada", trusted)["kube-apiserver-arg"] as readonly string[];
    expect(flags.filter((flag) => /issuer|jwks|audiences/.test(flag))).toEqual([
      `service-account-issuer=${issuer}`,
      `service-account-jwks-uri=${issuer}/keys.json`,
      `api-audiences=${issuer},https://kubernetes.default.svc.cluster.local,k3s`,
    ]);
  });

  test("the guide brings the documents to the issuer's address, and compares what is read there", () => {
    const guide = hostFiles(trusted).get("README.md") ?? "";
    const lines = guide.slice(guide.indexOf("5. "), guide.indexOf("7. ")).split("\n");
    expect(lines.map((line) => line.trim()).filter((line) => line !== "")).toEqual([
      "5. Read what the cluster says of its tokens.",
      "```sh",
      "mkdir -p attic/.well-known",
      "ssh 192.168.10.11 sudo k3s kubectl get --raw /.well-known/openid-configuration > attic/.well-known/openid-configuration",
      "ssh 192.168.10.11 sudo k3s kubectl get --raw /openid/v1/jwks > attic/keys.json",
      "```",
      `6. Put both files below \`${issuer}/\`, as they are. AWS`,
      "reads them there, so everybody may; they hold no secret. This says nothing when they are there:",
      "```sh",
      `curl -fsS ${issuer}/.well-known/openid-configuration | cmp - attic/.well-known/openid-configuration`,
      `curl -fsS ${issuer}/keys.json | cmp - attic/keys.json`,
      "```",
    ]);
  });

  test("the guide has no such step without one", () => {
    expect(files.get("README.md")).not.toContain("openid");
  });
});

test("the guide has the commands of the cluster at hand, in their order", () => {
  const commands = (files.get("README.md") ?? "")
    .split("\n")
    .filter((line) => /^ {3}(ssh|pulumi| {2}pulumi)/.test(line));
  expect(commands.map((line) => line.trim())).toEqual([
    "ssh 192.168.10.11 sudo atoll-k3s found # ada",
    "ssh 192.168.10.11 sudo atoll-k3s token server | ssh 192.168.10.12 sudo atoll-k3s join # bob",
    "ssh 192.168.10.11 sudo atoll-k3s token agent | ssh 192.168.10.14 sudo atoll-k3s join # dan",
    "ssh 192.168.10.11 sudo cat /etc/rancher/k3s/k3s.yaml | sed 's/127.0.0.1/k3s.lagoon.test/' |",
    "pulumi config set --secret atoll:kubeconfig --stack attic",
    'pulumi config set atoll:clusterId "$(ssh 192.168.10.11 sudo k3s kubectl get namespace kube-system -o jsonpath={.metadata.uid})" --stack attic',
  ]);
});

test("a cluster of one server has no step for others", () => {
  const { ada } = HOSTS.hosts.machines;
  const alone = hostFiles({ ...HOSTS, hosts: { ...HOSTS.hosts, machines: { ada: ada! } } });
  const steps = (alone.get("README.md") ?? "").split("\n").filter((line) => /^\d\. /.test(line));
  expect(steps).toEqual([
    "1. Start each host, of Ubuntu 24.04, with the `cloud-init.yaml` of its folder as user data. It installs K3s",
    "2. Found the cluster on ada, once in its life. The tokens are made there.",
    "3. Hand the administrator's kubeconfig to the stack, as a secret.",
    "4. Say which cluster that is. A preview refuses every other from then on.",
  ]);
});
