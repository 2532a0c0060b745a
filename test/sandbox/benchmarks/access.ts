import type { ApiClient, Principal } from "../api-client.ts";

/** A resource as the API server lists it. */
export interface ServedResource {
  readonly group: string;
  readonly name: string;
  readonly namespaced: boolean;
}

export const EVERY_VERB = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

interface Listed {
  readonly resources: readonly { readonly name: string; readonly namespaced: boolean }[];
}

/** All resources that the API server has, subresources included. */
export async function servedResources(client: ApiClient): Promise<readonly ServedResource[]> {
  const { body } = await client.must({ path: "/apis" });
  const groups = body["groups"] as readonly {
    readonly name: string;
    readonly preferredVersion: { readonly groupVersion: string };
  }[];
  const paths = [
    { group: "", path: "/api/v1" },
    ...groups.map(({ name, preferredVersion }) => ({
      group: name,
      path: `/apis/${preferredVersion.groupVersion}`,
    })),
  ];
  const lists = await Promise.all(
    paths.map(async ({ group, path }) => {
      const got = await client.must({ path });
      return (got.body as unknown as Listed).resources.map((one) => ({ group, ...one }));
    }),
  );
  return lists.flat();
}

interface Wish {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** Whether the API server would let somebody do something. */
export async function mayDo(client: ApiClient, who: Principal, wish: Wish): Promise<boolean> {
  const [resource = "", subresource = ""] = wish.resource.split("/");
  const resourceAttributes = { ...wish, resource, subresource };
  const got = await client.must({
    method: "POST",
    path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
    body: {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SubjectAccessReview",
      spec: { user: who.user, groups: who.groups, resourceAttributes },
    },
  });
  return (got.body["status"] as { readonly allowed: boolean }).allowed;
}

/** What of these somebody may do, as words. */
export async function granted(
  client: ApiClient,
  who: Principal,
  resources: readonly ServedResource[],
  { verbs = EVERY_VERB, namespace }: { verbs?: readonly string[]; namespace?: string },
): Promise<readonly string[]> {
  const place = namespace === undefined ? {} : { namespace };
  const found: string[] = [];
  for (const { group, name } of resources) {
    const allowed = await Promise.all(
      verbs.map((verb) => mayDo(client, who, { group, resource: name, verb, ...place })),
    );
    found.push(...verbs.filter((_, index) => allowed[index]).map((verb) => `${verb} ${name}.${group}`));
  }
  return found;
}
