import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../components/network/network.ts";
import type { ShownOutput } from "./stack-outputs.ts";

/** What a cluster in AWS stands on. */
export interface ClusterGround {
  readonly provider: Provider;
  readonly network: Network;
  /** What the region's stack shows; absent where the cluster needs nothing of it. */
  readonly shared?: ShownOutput;
  /** What leads into the network and out of it, the region's endpoints and the gateway included. */
  readonly ways?: readonly pulumi.Resource[];
}
