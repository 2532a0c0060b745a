import { fileURLToPath } from "node:url";
import { must, type Tools } from "./tools.ts";

/** What Pulumi says when a state file ends in the middle: its process was killed while it wrote to a local disk. */
export const CUT_OFF = /failed to load checkpoint: .*(EOF|unexpected end of JSON)/;

/** Folder in which a backend on a local disk keeps everything; undefined for a bucket or a service. */
export async function backendFolder(tools: Tools): Promise<string | undefined> {
  const answer = await must(tools.pulumi(["whoami", "--verbose", "--json"]), "pulumi whoami");
  const { url } = JSON.parse(answer) as { readonly url: string };
  return url.startsWith("file://") ? fileURLToPath(url.replace(/\?.*$/, "")) : undefined;
}
