import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import type { AddOnObject } from "../../../../components/platform/contract.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import { rolePlan } from "../../../../components/tenant/role-plan.ts";
import { tenantNamespace } from "../../../../fleet/names.ts";
import { addOnContext } from "../add-on-context.ts";
import { SAMPLE_DELIVERY, WITH_EVERYTHING } from "./sample-delivery.ts";

const argoCd = ADD_ONS["argo-cd"];
const objectsOf = (changes: Partial<PlatformSettings>): readonly AddOnObject[] =>
  argoCd.objects?.(addOnContext("argo-cd", { settings: changes })) ?? [];

function specOf(role: string, changes: Partial<PlatformSettings> = WITH_EVERYTHING): Record<string, unknown> {
  const object = objectsOf(changes).find((one) => one.role === role);
  return (object?.body["spec"] ?? {}) as Record<string, unknown>;
}

describe("the default project", () => {
  test("is made open by Argo CD as it starts: it is taken over and closed, and never made a second time", () => {
    const project = objectsOf({}).find(({ role }) => role === "project-default");
    expect(project).toMatchObject({
      kind: "AppProject",
      name: "default",
      madeByController: true,
      annotations: { "pulumi.com/patchForce": "true" },
    });
    expect(project?.first).toBeUndefined();
  });

  test("denies all kinds by name, for an empty list of allowed ones means everything", () => {
    const everything = [{ group: "*", kind: "*" }];
    expect(specOf("project-default", {})).toMatchObject({
      sourceRepos: [],
      sourceNamespaces: [],
      destinations: [],
      clusterResourceBlacklist: everything,
      namespaceResourceBlacklist: everything,
    });
  });
});

describe("the project of tenants", () => {
  const kinds = (): readonly { readonly group: string; readonly kind: string }[] =>
    specOf("project-tenants")["namespaceResourceWhitelist"] as never;

  test("lists what may be deployed, and of cluster-wide kinds nothing", () => {
    expect(kinds().length).toBeGreaterThan(0);
    expect(specOf("project-tenants")).not.toHaveProperty("clusterResourceWhitelist");
    expect(JSON.stringify(kinds())).not.toContain("*");
  });

  test("allows exactly kinds that the deployer may write: no wall among them, in whatever group it is", () => {
    const rules = rolePlan().find(({ name }) => name === "developer")?.rules ?? [];
    for (const { group, kind } of kinds()) {
      const resource = `${kind.toLowerCase()}s`;
      const writes = rules.filter(
        ({ apiGroups, resources, verbs }) =>
          apiGroups.includes(group) && resources.includes(resource) && verbs.includes("create"),
      );
      expect([kind, writes.length]).toEqual([kind, 1]);
    }
    const names = kinds().map(({ kind }) => kind);
    for (const wall of ["NetworkPolicy", "ResourceQuota", "LimitRange", "Role", "RoleBinding", "Secret"])
      expect(names).not.toContain(wall);
  });

  test("reaches the namespaces of tenants, each as its deployer, and none of the platform's", () => {
    const destination = { server: "https://kubernetes.default.svc", namespace: "*--*" };
    expect(specOf("project-tenants")).toMatchObject({
      destinations: [destination],
      destinationServiceAccounts: [{ ...destination, defaultServiceAccount: "deployer" }],
      sourceRepos: ["https://charts.lagoon.cloud", "https://github.com/lagoon/*"],
    });
    const matches = (namespace: string): boolean => /^.*--.*$/.test(namespace);
    expect(matches(tenantNamespace("acme", "prod"))).toBe(true);
    const platform = Object.values(ADD_ONS).map(({ contract }) => contract.namespace);
    expect([...platform, "kube-system", "default"].filter(matches)).toEqual([]);
  });

  test("takes applications from Argo CD's own namespace alone, which tenants cannot enter", () => {
    expect(specOf("project-tenants")).not.toHaveProperty("sourceNamespaces");
  });
});

describe("the set of applications", () => {
  const set = (): Record<string, unknown> => specOf("applications");

  test("is one, of the files below the cluster's folder in the central repository", () => {
    expect(objectsOf(WITH_EVERYTHING).filter(({ kind }) => kind === "ApplicationSet")).toHaveLength(1);
    expect(set()["generators"]).toEqual([
      {
        git: {
          repoURL: SAMPLE_DELIVERY.repository,
          revision: "main",
          files: [{ path: "applications/dev/*/*.yaml" }],
          requeueAfterSeconds: 180,
        },
      },
    ]);
  });

  test("leaves what runs when an application or the set itself goes", () => {
    expect(set()["syncPolicy"]).toEqual({ applicationsSync: "sync", preserveResourcesOnDeletion: true });
    expect(JSON.stringify(set())).not.toContain("finalizer");
  });

  test("takes project and namespace from where a file lies, never from what it says", () => {
    expect(set()["template"]).toMatchObject({
      metadata: { name: '{{ .path.basename }}.{{ trimSuffix ".yaml" .path.filename }}' },
      spec: {
        project: "tenants",
        destination: { server: "https://kubernetes.default.svc", namespace: "{{ .path.basename }}" },
        syncPolicy: {
          automated: { prune: true, selfHeal: true, allowEmpty: false },
          syncOptions: ["ServerSideApply=true", "CreateNamespace=false", "FailOnSharedResource=true"],
        },
      },
    });
    expect(set()).toMatchObject({ goTemplate: true, goTemplateOptions: ["missingkey=error"] });
  });

  test("is not there without a central repository, nor is its project", () => {
    expect(objectsOf({}).map(({ role }) => role)).toEqual(["project-default"]);
  });
});

describe("secrets", () => {
  const names = (changes: Partial<PlatformSettings>) =>
    objectsOf(changes)
      .filter(({ kind }) => kind === "ExternalSecret")
      .map(({ name }) => name);

  test("are filled from Secrets Manager, and read by an account that may read those two alone", () => {
    expect(names(WITH_EVERYTHING)).toEqual(["argocd-repositories", "argocd-sso"]);
    const rights = argoCd.rights?.(addOnContext("argo-cd", { settings: WITH_EVERYTHING })) ?? [];
    expect(rights.flatMap(({ permissions }) => permissions.flatMap(({ resources }) => resources))).toEqual([
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/delivery-??????",
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/sso-??????",
    ]);
  });

  test("of repositories are not asked for where these are public", () => {
    const delivery = { ...SAMPLE_DELIVERY, private: false };
    expect(names({ ...WITH_EVERYTHING, delivery })).toEqual(["argocd-sso"]);
  });

  test("are made by people where External Secrets is off: nothing stands in their way", () => {
    const { secrets: _, ...rest } = WITH_EVERYTHING;
    expect(names(rest)).toEqual([]);
    expect(argoCd.rights?.(addOnContext("argo-cd", { settings: rest }))).toEqual([]);
  });
});
