import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../cluster/cluster.ts";
import type { MachineProfile } from "../machine-role.ts";
import type { K3sSettings } from "../settings.ts";

/** What a K3s cluster is to its workers: they join it, and what launches them runs on its servers. */
export interface K3sNodeHome extends Cluster {
  readonly settings: HomeSettings;
  /** Name or address that leads to all servers. */
  readonly registrationAddress: pulumi.Output<string>;
  /** Group of all nodes. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Subnets of nodes, in the order of their zones. */
  readonly nodeSubnetIds: readonly pulumi.Output<string>[];
  /** Whose rights workers have. */
  readonly agentProfile: MachineProfile;
}

type HomeSettings = Pick<
  K3sSettings,
  | "accountId"
  | "awsRegion"
  | "agentRelease"
  | "secretNames"
  | "storage"
  | "tags"
  | "chartMirror"
  | "imageMirror"
  | "releaseMirror"
>;
