import type * as pulumi from "@pulumi/pulumi";
import type { AskCluster } from "../components/platform/webhook-probe.ts";
import { readKubeconfig } from "../components/outside/kubeconfig.ts";
import { fileText } from "./outside-kubeconfig.ts";
import { type ContactApi, contactApi } from "./contact/contact-api.ts";

/** What a kubeconfig names is found from the root: relative paths are gone since it was read first. */
const FILES = { folder: "/", read: fileText };

/** Asks the API server that a kubeconfig leads to; it is opened with the first question, and once. */
export function asker(kubeconfig: pulumi.Output<string>): AskCluster {
  let opened: Promise<ContactApi> | undefined;
  const open = async (): Promise<ContactApi> => {
    const text = await new Promise<string>((known) => void kubeconfig.apply(known));
    const read = readKubeconfig(text, FILES);
    if ("faults" in read) throw new Error(read.faults.map(({ expected }) => expected).join("; "));
    return contactApi(read.kubeconfig);
  };
  return async (path, body) => (await (opened ??= open())).ask(path, body);
}
