import { describe, expect, test } from "vitest";
import type { TenantSettings } from "../../../../components/tenant/settings.ts";
import { scaling } from "../../../../fleet/schema/tenants/scaling.ts";
import { deliveredObjects, sampleApplication, specOf } from "./sample-applications.ts";

interface Generator {
  readonly list: { readonly elements: readonly object[]; readonly template: { readonly spec: object } };
}

const set = (changes: Partial<TenantSettings> = {}) => specOf("applications", changes);
const generators = (changes: Partial<TenantSettings> = {}): readonly Generator[] =>
  set(changes)["generators"] as never;

const everyManner = [
  sampleApplication({ name: "api", tool: "helm", revision: ">=1.2.0 <2.0.0" }),
  sampleApplication({ name: "shop" }),
  sampleApplication({ name: "site", path: "site/live" }),
  sampleApplication({ name: "work", scaling: scaling.parse({ max: 5 }) }),
];

describe("the set of applications of an environment", () => {
  test("is one, however many applications there are, and each of these is an element of a list", () => {
    const changes = { applications: everyManner };
    expect(deliveredObjects(changes).filter(({ kind }) => kind === "ApplicationSet")).toHaveLength(1);
    expect(generators(changes).map(({ list }) => list.elements)).toEqual([
      [
        {
          name: "api",
          repository: "https://github.com/acme/shop.git",
          revision: ">=1.2.0 <2.0.0",
          path: "deploy",
        },
      ],
      [
        { name: "shop", repository: "https://github.com/acme/shop.git", revision: "main", path: "deploy" },
        { name: "site", repository: "https://github.com/acme/shop.git", revision: "main", path: "site/live" },
      ],
      [{ name: "work", repository: "https://github.com/acme/shop.git", revision: "main", path: "deploy" }],
    ]);
  });

  test("names project and namespace itself: no value of a list decides where something goes", () => {
    for (const { list } of generators({ applications: everyManner }))
      expect(list.template).toMatchObject({
        metadata: { name: "acme--live.{{ .name }}" },
        spec: {
          project: "acme--live",
          destination: { server: "https://kubernetes.default.svc", namespace: "acme--live" },
        },
      });
    expect(set()).toMatchObject({ goTemplate: true, goTemplateOptions: ["missingkey=error"] });
    expect(set()).not.toHaveProperty("templatePatch");
  });

  test("renders by the tool that the entry says, whatever else lies in the folder", () => {
    const [helm, kustomize] = generators({ applications: everyManner });
    expect(helm?.list.template.spec).toMatchObject({
      source: {
        helm: { releaseName: "{{ .name }}", valueFiles: ["values-live.yaml"], ignoreMissingValueFiles: true },
      },
    });
    expect(kustomize?.list.template.spec).toMatchObject({
      source: {
        kustomize: { commonLabels: { "atoll/application": "{{ .name }}" }, labelWithoutSelector: true },
      },
    });
  });

  test("leaves the number of pods to who scales, and to nobody else", () => {
    const [helm, , scaled] = generators({ applications: everyManner });
    expect(scaled?.list.template.spec).toMatchObject({
      ignoreDifferences: [
        { group: "apps", kind: "Deployment", name: "{{ .name }}", jsonPointers: ["/spec/replicas"] },
      ],
    });
    expect(helm?.list.template.spec).not.toHaveProperty("ignoreDifferences");
  });

  test("keeps what runs as it is declared, prunes after the new has come, and never everything", () => {
    for (const { list } of generators({ applications: everyManner }))
      expect(list.template.spec).toMatchObject({
        syncPolicy: {
          automated: { prune: true, selfHeal: true, allowEmpty: false },
          syncOptions: [
            "ServerSideApply=true",
            "CreateNamespace=false",
            "FailOnSharedResource=true",
            "PruneLast=true",
            "RespectIgnoreDifferences=true",
          ],
        },
      });
  });

  test("leaves what runs when an application or the set itself goes", () => {
    expect(set()["syncPolicy"]).toEqual({ applicationsSync: "sync", preserveResourcesOnDeletion: true });
    expect(JSON.stringify(set())).not.toContain("finalizer");
  });

  test("deploys nothing by itself while the tenant is suspended or its cluster retires", () => {
    for (const held of [{ suspended: true }, { delivered: false }]) {
      expect(JSON.stringify(set(held))).not.toContain("automated");
      expect(generators(held)[0]?.list.elements).toHaveLength(1);
    }
  });
});

describe("credentials of repositories", () => {
  const closed = sampleApplication({ private: true });
  const orders = (changes: Partial<TenantSettings>) =>
    deliveredObjects(changes).filter(({ kind }) => kind === "ExternalSecret");

  test("are one order for each private repository, whose Secret holds for this project and this address", () => {
    const again = sampleApplication({ name: "site", private: true });
    const blog = sampleApplication({
      name: "blog",
      private: true,
      repository: "ssh://git@git.acme.org/acme/blog.git",
    });
    const [shop, ssh, ...others] = orders({ applications: [blog, closed, again] });
    expect(others).toEqual([]);
    expect(shop).toMatchObject({
      namespace: "argocd",
      needs: "external-secrets",
      body: {
        spec: {
          secretStoreRef: { kind: "SecretStore", name: "platform" },
          target: {
            creationPolicy: "Owner",
            template: {
              metadata: { labels: { "argocd.argoproj.io/secret-type": "repository" } },
              data: {
                type: "git",
                url: "https://github.com/acme/shop.git",
                project: "acme--live",
                username: "{{ .username }}",
                password: "{{ .password }}",
              },
            },
          },
          data: [
            {
              secretKey: "username",
              remoteRef: { key: "atoll/lagoon/repositories/acme", property: "username" },
            },
            {
              secretKey: "password",
              remoteRef: { key: "atoll/lagoon/repositories/acme", property: "password" },
            },
          ],
        },
      },
    });
    expect(ssh?.body).toMatchObject({
      spec: {
        data: [{ secretKey: "sshPrivateKey" }],
        target: { template: { data: { project: "acme--live" } } },
      },
    });
  });

  test("are called by the address, so that an application more changes no order that is there", () => {
    const [before] = orders({ applications: [closed] });
    const first = sampleApplication({ name: "aaa", private: true });
    expect(orders({ applications: [first, closed] })).toEqual([before]);
    expect(before?.name).toMatch(/^acme--live\.repository-[0-9a-f]{10}$/);
  });

  test("hold up no deployment while the tenant has not left them yet", () => {
    expect(orders({ applications: [closed] })[0]?.annotations).toBeUndefined();
  });

  test("are not asked for where the repository is public, or nobody can fill them", () => {
    expect(orders({})).toEqual([]);
    expect(orders({ applications: [closed], addOns: ["argo-cd"] })).toEqual([]);
  });
});
