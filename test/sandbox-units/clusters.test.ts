import { expect, test } from "vitest";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import type { ClusterHost, ClusterNode } from "../../sandbox/aws/cluster-host.ts";
import { SimulatedAws } from "../../sandbox/aws/provider.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { UNKNOWN_VALUE } from "../../sandbox/provider/properties.ts";
import { TestEngine } from "./engine.ts";
import { oneOfEach } from "./one-of-each.ts";
import { SETTINGS, startSandbox } from "./network.ts";

/** A host that remembers which clusters and nodes it has; it fails as often as it is told to. */
class FakeHost implements ClusterHost {
  readonly clusters = new Map<string, ReadonlyMap<string, readonly ClusterNode[]>>();
  failures = 0;

  start: ClusterHost["start"] = async ({ name }) => {
    await Promise.resolve();
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error("killed");
    }
    this.clusters.set(name, this.clusters.get(name) ?? new Map());
    return { endpoint: `https://127.0.0.1/${name}`, certificateAuthority: "Q0E=" };
  };

  remove: ClusterHost["remove"] = (name) => {
    this.clusters.delete(name);
    return Promise.resolve();
  };

  setNodes: ClusterHost["setNodes"] = (name, group, nodes) => {
    this.clusters.set(name, new Map(this.clusters.get(name)).set(group, nodes));
    return Promise.resolve();
  };

  setMachines: ClusterHost["setMachines"] = (name, machines, nodes) => this.setNodes(name, machines, nodes);

  halt: ClusterHost["halt"] = () => Promise.resolve();
}

/** A cloud with one resource of every type, and an engine on the same cloud with a host. */
async function startHosted() {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  const host = new FakeHost();
  const engine = await TestEngine.start(new SimulatedAws(openCloud(sandbox.path), "7.0.0", host));
  await engine.configure(SETTINGS);
  const of = (type: string) => specimens.get(type)!;
  return { ...sandbox, specimens, host, engine, of };
}

test("a cluster's API server is started where it is missing, and a refresh tells its address", async () => {
  const { engine, host, of } = await startHosted();
  const refreshed = await engine.refresh(of(tokens.CLUSTER).state);
  expect([...host.clusters.keys()]).toEqual(["dev"]);
  expect(refreshed?.outputs).toMatchObject({
    status: "ACTIVE",
    endpoint: "https://127.0.0.1/dev",
    certificateAuthority: { data: "Q0E=" },
  });
  engine.stop();
});

test("what died between cloud and API server is caught up with by the next request", async () => {
  const { engine, host, cloud, of } = await startHosted();
  const inputs = { ...of(tokens.CLUSTER).inputs, name: "other" };
  host.failures = 1;
  await expect(engine.create(tokens.CLUSTER, "other", inputs)).rejects.toThrow("killed");
  expect(cloud.find({ type: tokens.CLUSTER, id: "other" })?.state).toMatchObject({
    status: "CREATING",
    endpoint: "",
  });
  const found = await engine.import(tokens.CLUSTER, "other", "other");
  expect(found?.outputs).toMatchObject({ status: "ACTIVE", endpoint: "https://127.0.0.1/other" });
  await engine.delete(found!);
  expect([...host.clusters.keys()]).toEqual([]);
  host.clusters.set("other", new Map());
  await engine.delete(found!);
  expect([...host.clusters.keys()]).toEqual([]);
  engine.stop();
});

test("a node group has its nodes, spread over zones, with labels and taints; scaling adds and removes", async () => {
  const { engine, host, of } = await startHosted();
  const { inputs, state } = of(tokens.NODE_GROUP);
  const nodes = () => host.clusters.get("dev")?.get("system") ?? [];
  await engine.refresh(state);
  expect(nodes().map(({ zone }) => zone)).toEqual(["eu-central-1a", "eu-central-1b"]);
  expect(nodes()[0]).toMatchObject({
    instanceType: "m7g.large",
    architecture: "arm64",
    cpu: 2,
    memory: 8,
    pods: 110,
    taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }],
    labels: {
      role: "system",
      "eks.amazonaws.com/nodegroup": "system",
      "kubernetes.io/arch": "arm64",
      "node.kubernetes.io/instance-type": "m7g.large",
      "topology.kubernetes.io/region": "eu-central-1",
      "topology.kubernetes.io/zone": "eu-central-1a",
    },
  });
  const before = nodes().map(({ name }) => name);
  const scaling = { minSize: 1, desiredSize: 3, maxSize: 3 };
  const scaled = await engine.update(state, { ...inputs, scalingConfig: scaling });
  const after = nodes().map(({ name }) => name);
  expect(after.slice(0, 2)).toEqual(before);
  expect(new Set(after).size).toBe(3);
  await engine.delete(scaled);
  expect(nodes()).toEqual([]);
  engine.stop();
});

test("a preview knows neither a new cluster's security group nor a changed template's version", async () => {
  const { engine, specimens } = await startHosted();
  const { inputs } = specimens.get(tokens.CLUSTER)!;
  const outputs = await engine.preview(tokens.CLUSTER, "other", { ...inputs, name: "other" });
  expect(outputs).toMatchObject({
    endpoint: UNKNOWN_VALUE,
    vpcConfig: { clusterSecurityGroupId: UNKNOWN_VALUE, vpcId: UNKNOWN_VALUE },
  });
  engine.stop();
});

test("who made the cluster can do nothing in it, or the cluster is replaced", async () => {
  const { engine, of } = await startHosted();
  const { inputs, state } = of(tokens.CLUSTER);
  const accessConfig = { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true };
  expect(await engine.diff(state, { ...inputs, accessConfig })).toEqual({
    "accessConfig.bootstrapClusterCreatorAdminPermissions": "UPDATE_REPLACE",
  });
  engine.stop();
});

test("a launch template's version grows with its content, and not with its tags", async () => {
  const { engine, of } = await startHosted();
  const { inputs, state } = of(tokens.LAUNCH_TEMPLATE);
  const tagged = await engine.update(state, { ...inputs, tags: { a: "b" } });
  expect(tagged.outputs).toMatchObject({ latestVersion: 1, defaultVersion: 1 });
  const changed = await engine.update(tagged, {
    ...inputs,
    updateDefaultVersion: true,
    ebsOptimized: "true",
  });
  expect(changed.outputs).toMatchObject({ latestVersion: 2, defaultVersion: 2 });
  engine.stop();
});

test("a network interface left behind keeps its subnet, the cluster's group and the VPC", async () => {
  const { engine, cloud, of } = await startHosted();
  const { clusterSecurityGroupId } = of(tokens.CLUSTER).state.outputs["vpcConfig"] as Record<string, string>;
  const subnet = of(tokens.SUBNET).state;
  const { account, region } = cloud.find({ id: subnet.id })!;
  const state = { subnetId: subnet.id, groups: [clusterSecurityGroupId!], cluster: "" };
  const left = { type: tokens.NETWORK_INTERFACE, id: "eni-left", account, region, tags: {} };
  cloud.put({ ...left, state });
  for (const type of [
    ...[tokens.AUTOSCALING_GROUP, tokens.INSTANCE, tokens.LISTENER, tokens.LOAD_BALANCER],
    ...[tokens.NODE_GROUP, tokens.CLUSTER],
    tokens.NETWORK_ACL_ASSOCIATION,
    tokens.NETWORK_ACL,
  ]) {
    await engine.delete(of(type).state);
  }
  for (const type of [tokens.NAT_GATEWAY, tokens.VPC_ENDPOINT, tokens.TGW_VPC_ATTACHMENT])
    cloud.delete({ type });
  const interfaces = cloud.list({ type: tokens.NETWORK_INTERFACE, state: { subnetId: subnet.id } });
  expect(interfaces.map(({ id }) => id)).toEqual(["eni-left"]);
  await expect(engine.delete(subnet)).rejects.toThrow("api error DependencyViolation");
  expect(cloud.find({ id: clusterSecurityGroupId! })).toBeDefined();
  cloud.delete({ id: "eni-left" });
  await engine.delete(subnet);
  engine.stop();
});
