import { parse } from "yaml";
import { keyOfUrn } from "../../plan/request.ts";
import type { StateResource } from "../recover/state.ts";
import { must, type Tools } from "../recover/tools.ts";

/** Type of the providers of what is inside clusters. */
export const KUBERNETES_PROVIDER = "pulumi:providers:kubernetes";

/** A value of a state that is secret, and was asked for. */
interface Shown {
  readonly plaintext: string;
}

/**
 * Kubeconfigs of a stack's Kubernetes providers, by the keys of these. Of a cluster without EKS only the state knows how
 * it is entered: the credentials stand in it as a secret, and are read from there when they are needed, and kept nowhere.
 *
 * @throws FailedCommand when the state cannot be opened
 */
export async function stateKubeconfigs(tools: Tools, stack: string): Promise<ReadonlyMap<string, object>> {
  const asked = tools.pulumi(["stack", "export", "--stack", stack, "--show-secrets"]);
  const text = await must(asked, "pulumi stack export --show-secrets");
  const { deployment } = JSON.parse(text) as {
    readonly deployment: { readonly resources?: readonly StateResource[] };
  };
  return new Map(
    (deployment.resources ?? []).flatMap(({ type, urn, inputs }): [string, object][] => {
      const config = type === KUBERNETES_PROVIDER ? kubeconfigIn(inputs?.["kubeconfig"]) : undefined;
      return config === undefined ? [] : [[keyOfUrn(urn), config]];
    }),
  );
}

/** What stands in a provider's input; undefined where it is none, as in plans. */
function kubeconfigIn(input: unknown): object | undefined {
  const text = isShown(input) ? (JSON.parse(input.plaintext) as unknown) : input;
  if (typeof text !== "string") return undefined;
  const config: unknown = parse(text);
  return typeof config === "object" && config !== null && "clusters" in config ? config : undefined;
}

function isShown(input: unknown): input is Shown {
  return typeof input === "object" && input !== null && "plaintext" in input;
}
