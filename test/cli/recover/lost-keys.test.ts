import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { withoutClusters } from "../../../cli/cluster/cluster-access.ts";
import { lostStatePlan, remakeState } from "../../../cli/recover/lost-state.ts";
import { planOf, resource } from "./sample-state.ts";

const untouched = () => Promise.reject(new Error("nothing is asked, and nothing is changed"));
const TOOLS = withoutClusters({ project: "atoll", folder: tmpdir(), pulumi: untouched, aws: untouched });
const TALK = { mayCancel: () => Promise.resolve(true), tell: () => undefined };

const SENTENCE =
  "state of dev: expected a version of it that holds the authorities of the cluster, got a state that is lost; take one back from the versions of the state bucket; a new state would hold new keys";

test("a state that alone has the keys of a cluster is not made anew", async () => {
  const plan = planOf({ ...resource("atoll:k3s:K3sCluster", "dev"), custom: false });
  await expect(lostStatePlan(TOOLS, plan)).rejects.toThrow(SENTENCE);
  await expect(remakeState(TOOLS, plan, TALK)).rejects.toThrow(SENTENCE);
});
