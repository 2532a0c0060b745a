import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { End } from "./settings.ts";

/** One end, as the cloud knows it. */
export interface EndArgs {
  /** AWS provider, guarded by account and region; absent where an account is somebody else's. @default none */
  readonly provider?: Provider;
  /** The network; absent where the end is no VPC that is known. @default none */
  readonly vpcId?: pulumi.Input<string>;
  /** Ids of the route tables, by the keys of `EndSettings.tables`. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security group of the nodes; allowances need it. @default none */
  readonly nodeSecurityGroupId?: pulumi.Input<string>;
  /** Private zone of the end's region, which the other end's network joins. @default none */
  readonly privateZoneId?: pulumi.Input<string>;
}

export type Places = Readonly<Record<End, EndArgs>>;

/** What the parts of a link that stand in the networks of its ends have in common. */
export interface PlaceScope {
  readonly parent: pulumi.Resource;
  readonly places: Places;
}

export const providerOf = ({ provider }: Pick<EndArgs, "provider">) =>
  provider === undefined ? {} : { provider };
