import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import type { ClusterCloud, ClusterFacts } from "../../../components/cluster/cluster.ts";
import type { AddOnContext } from "../../../components/platform/contract.ts";
import { groundOf, imagesOf } from "../../../components/platform/ground.ts";
import type { PlatformSettings } from "../../../components/platform/settings.ts";
import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { type AddOnChoices, addOns } from "../../../fleet/schema/add-ons.ts";
import { sampleFacts, samplePlatform } from "./sample-platform.ts";

/** What may differ from the sample. */
export interface ContextChanges {
  /** What the cluster's entry says of the add-on. */
  readonly own?: Readonly<Record<string, unknown>>;
  /** Add-ons beside it. */
  readonly beside?: readonly AddOnName[];
  readonly settings?: Partial<PlatformSettings>;
  readonly facts?: Partial<ClusterFacts>;
  readonly cloud?: ClusterCloud;
}

/** What one add-on of a sample cluster decides from; each of its accounts has one made-up annotation. */
export function addOnContext<Name extends AddOnName>(
  name: Name,
  { own = {}, beside = [], settings: changes = {}, facts, cloud }: ContextChanges = {},
): AddOnContext<Name> {
  const choices: AddOnChoices = addOns.parse({ [name]: own });
  const settings = samplePlatform({ choices, addOns: [...beside, name], ...changes });
  const { contract } = ADD_ONS[name];
  const behind = { facts: sampleFacts(facts), ...(cloud === undefined ? {} : { cloud }) };
  return {
    ...groundOf(contract, settings, behind),
    own: settings.choices[name],
    identity: (serviceAccount) => ({ role: `role of ${serviceAccount}` }),
    image: imagesOf(contract, settings),
  };
}
