import { expect, test } from "vitest";
import { renderedFiles } from "../../../cli/k3s/rendered.ts";
import { loadFleet } from "../../../fleet/load.ts";
import { faultsOf, SOUND } from "../../fleet/written-inventory.ts";
import { K3S_CLUSTERS, k3sFolder } from "./k3s-inventory.ts";

const DAY = "2026-11-27";
const fleet = (files = {}) => loadFleet(k3sFolder(files), DAY);

test("a cluster in AWS is shown by its servers, its kinds of workers and their scripts", () => {
  const files = renderedFiles(fleet(), "shop");
  expect([...files.keys()]).toEqual([
    ...["server-a.yaml", "server-b.yaml", "server-c.yaml", "agent-general.yaml"],
    ...["atoll-boot-of-servers.sh", "atoll-boot-of-agents.sh", "atoll-token.sh", "machine.sh"],
  ]);
  expect(files.get("server-b.yaml")).toContain("ATOLL_SERVER='b'\n");
  expect(files.get("agent-general.yaml")).toMatch(/- atoll\/(group|pool)=general\n/);
});

test("whatever Karpenter launches starts alike", () => {
  const shop = String(K3S_CLUSTERS["clusters/shop.yaml"]).replace(
    "nodes: {",
    "nodes: { autoscaler: karpenter,",
  );
  expect([...renderedFiles(fleet({ "clusters/shop.yaml": shop }), "shop").keys()]).toContain(
    "agent-karpenter.yaml",
  );
});

test("a cluster on hosts is shown by its hosts, with the ranges of the lock and the release of its minor", () => {
  const files = renderedFiles(fleet(), "attic");
  expect([...files.keys()].filter((path) => path.endsWith("config.yaml"))).toEqual(
    ["ada", "bob", "cat", "dan"].map((host) => `${host}/config.yaml`),
  );
  expect(files.get("ada/config.yaml")).toContain("cluster-cidr: 10.42.0.0/16\nservice-cidr: 172.20.0.0/16\n");
  expect(files.get("README.md")?.split("\n")[0]).toBe("# attic: K3s v1.35.8+k3s1 on hosts");
});

const MIRROR = "https://mirror.lagoon.cloud/k3s";
const GITHUB = "https://github.com/k3s-io/k3s/releases/download";

test.each([
  ["from GitHub", {}, GITHUB],
  [
    "from the mirror of the fleet",
    { "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}mirrors: { k3s: ${MIRROR} }\n` },
    MIRROR,
  ],
])("servers, workers and hosts fetch K3s %s", (_, files, address) => {
  const known = fleet(files);
  const [shop, attic] = [renderedFiles(known, "shop"), renderedFiles(known, "attic")];
  const told = [
    ...["server-a.yaml", "server-b.yaml", "server-c.yaml", "agent-general.yaml"].map((path) =>
      shop.get(path),
    ),
    ...["ada", "bob", "cat", "dan"].map((host) => attic.get(`${host}/cloud-init.yaml`)),
  ];
  expect(told.map((text) => /ATOLL_RELEASES='(.*)'/.exec(text ?? "")?.[1])).toEqual(told.map(() => address));
});

test("what is no cluster of kind k3s is named, with those that are", () => {
  const known = fleet();
  expect(faultsOf(() => renderedFiles(known, "dev"))).toEqual([
    '<cluster>: expected a cluster of kind k3s (attic, shop), got "dev"',
  ]);
  expect(faultsOf(() => renderedFiles(known, "shap"))).toEqual([
    '<cluster>: expected a cluster of kind k3s (attic, shop), got "shap"; did you mean shop',
  ]);
});
