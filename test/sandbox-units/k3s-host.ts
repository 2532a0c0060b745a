import type { ClusterHost, ClusterNode, ClusterSpec } from "../../sandbox/aws/cluster-host.ts";

/** A host that remembers what it was told. */
export class FakeHost implements ClusterHost {
  readonly running = new Map<string, ClusterSpec>();
  readonly nodes = new Map<string, readonly ClusterNode[]>();
  readonly told: string[] = [];

  start: ClusterHost["start"] = (cluster) => {
    this.running.set(cluster.name, cluster);
    return Promise.resolve({ endpoint: "https://127.0.0.1:21001", certificateAuthority: "" });
  };

  remove: ClusterHost["remove"] = (name) => this.#stop("remove", name);
  halt: ClusterHost["halt"] = (name) => this.#stop("halt", name);
  setNodes: ClusterHost["setNodes"] = () => Promise.resolve();

  setMachines: ClusterHost["setMachines"] = (_name, machines, nodes) => {
    if (nodes.length === 0) this.nodes.delete(machines);
    else this.nodes.set(machines, nodes);
    return Promise.resolve();
  };

  #stop(how: string, name: string): Promise<void> {
    this.told.push(`${how} ${name}`);
    this.running.delete(name);
    return Promise.resolve();
  }
}
