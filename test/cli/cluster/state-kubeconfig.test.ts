import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { stateKubeconfigs } from "../../../cli/cluster/state-kubeconfig.ts";
import type { Tools } from "../../../cli/recover/tools.ts";
import { inState, stateOf } from "../recover/sample-state.ts";

const KUBERNETES = "pulumi:providers:kubernetes";
const CONFIG = { clusters: [{ name: "edge", cluster: { server: "https://edge:6443" } }] };

/** How a state shows a secret when it is asked for. */
const shown = (text: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(text),
});

function tools(kubeconfig: unknown): Tools & { readonly asked: string[] } {
  const asked: string[] = [];
  const provider = { ...inState(KUBERNETES, "edge-kubernetes", "1"), inputs: { kubeconfig } };
  return {
    asked,
    ...{ project: "atoll", folder: tmpdir() },
    pulumi: (args) => {
      asked.push(args.join(" "));
      return Promise.resolve({ exitCode: 0, stdout: JSON.stringify(stateOf([provider])), stderr: "" });
    },
    aws: () => Promise.reject(new Error("AWS knows no such cluster")),
  };
}

test("the way into a cluster without EKS stands in the state, as a secret of its provider", async () => {
  const from = tools(shown(JSON.stringify(CONFIG)));
  expect([...(await stateKubeconfigs(from, "edge"))]).toEqual([[`${KUBERNETES}::edge-kubernetes`, CONFIG]]);
  expect(from.asked).toEqual(["stack export --stack edge --show-secrets"]);
});

test("it may be YAML, as whoever gave it wrote it", async () => {
  const text = "clusters:\n  - name: edge\n    cluster: { server: https://edge:6443 }\n";
  expect([...(await stateKubeconfigs(tools(shown(text)), "edge")).values()]).toEqual([CONFIG]);
});

test.each([
  ["a placeholder", shown("{}")],
  ["nothing", undefined],
  ["a number", 7],
])("%s leads nowhere", async (_what, kubeconfig) => {
  expect([...(await stateKubeconfigs(tools(kubeconfig), "edge"))]).toEqual([]);
});
