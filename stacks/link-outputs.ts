import type * as pulumi from "@pulumi/pulumi";

/** What people need of a link. */
export interface LinkOutputs {
  /** Id of the connection; absent where routes of one gateway are all there is. */
  readonly connectionId?: pulumi.Output<string>;
  /** ARN of the secret with the keys of a VPN's tunnels. */
  readonly keysArn?: pulumi.Output<string>;
  /** What only somebody else can do, in words; absent when nothing is left. */
  readonly handWork?: string;
}
