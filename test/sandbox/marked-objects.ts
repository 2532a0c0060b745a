import { readFileSync } from "node:fs";
import { certificatePath, clusterToken } from "../../sandbox/clusters/credentials.ts";
import { readRecord } from "../../sandbox/clusters/folder.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { ApiClient } from "./api-client.ts";

/** As its deployer, in a cluster of a sandbox. */
export function clusterClient({ clusters }: Sandbox, name: string): ApiClient {
  const ca = readFileSync(certificatePath(clusters, name), "utf8");
  const port = readRecord(clusters, name)?.port ?? 0;
  return new ApiClient({ port, ca, token: clusterToken(clusters, name, "atoll-deployer") });
}

interface Listed {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly managedFields?: readonly { readonly manager: string }[];
  };
}

const MARK = /^pulumi-kubernetes-[0-9a-f]{8}$/;

/** How often each resource of a stack has made an object: `<group/version> <kind> <namespace/name>`, once for each mark. */
export async function markedObjects(client: ApiClient): Promise<readonly string[]> {
  const found: string[] = [];
  for (const root of await groupVersions(client)) {
    const { body } = await client.must({ path: root });
    const resources = body["resources"] as readonly Readonly<Record<string, unknown>>[];
    const listable = resources.filter(({ verbs }) => Array.isArray(verbs) && verbs.includes("list"));
    for (const { name, kind } of listable) {
      const { body: list } = await client.must({ path: `${root}/${String(name)}` });
      for (const { metadata } of list["items"] as readonly Listed[]) {
        const marks = new Set(
          (metadata.managedFields ?? []).map(({ manager }) => manager).filter((one) => MARK.test(one)),
        );
        const id = [metadata.namespace, metadata.name].filter((part) => part !== undefined).join("/");
        const line = `${root.replace(/^\/apis?\//, "")} ${String(kind)} ${id}`;
        found.push(...[...marks].map(() => line));
      }
    }
  }
  return found.sort();
}

/** Paths of the versions that the server prefers. */
async function groupVersions(client: ApiClient): Promise<readonly string[]> {
  const { body } = await client.must({ path: "/apis" });
  const groups = body["groups"] as readonly {
    readonly preferredVersion: { readonly groupVersion: string };
  }[];
  return ["/api/v1", ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
}
