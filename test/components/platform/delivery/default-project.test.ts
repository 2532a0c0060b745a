import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import type { AddOnObject } from "../../../../components/platform/contract.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import { addOnContext } from "../add-on-context.ts";
import { WITH_EVERYTHING } from "./sample-delivery.ts";

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

test("is the one object that it declares: projects of tenants come with their slices", () => {
  expect(objectsOf({}).map(({ role }) => role)).toEqual(["project-default"]);
});

describe("secrets", () => {
  const names = (changes: Partial<PlatformSettings>) =>
    objectsOf(changes)
      .filter(({ kind }) => kind === "ExternalSecret")
      .map(({ name }) => name);

  test("are read by an account that may read that of the sign-in, and credentials of tenants' repositories", () => {
    expect(names(WITH_EVERYTHING)).toEqual(["argocd-sso"]);
    const rights = argoCd.rights?.(addOnContext("argo-cd", { settings: WITH_EVERYTHING })) ?? [];
    expect(rights.flatMap(({ permissions }) => permissions.flatMap(({ resources }) => resources))).toEqual([
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/sso-??????",
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/repositories/*-??????",
    ]);
  });

  test("have a store even where nobody signs in, for tenants bring orders of their own", () => {
    const { sso: _, ...rest } = WITH_EVERYTHING;
    expect(names(rest)).toEqual([]);
    expect(objectsOf(rest).map(({ kind, name }) => [kind, name])).toEqual([
      ["ServiceAccount", "secret-reader"],
      ["SecretStore", "platform"],
      ["AppProject", "default"],
    ]);
  });

  test("are made by people where External Secrets is off: nothing stands in their way", () => {
    const { secrets: _, ...rest } = WITH_EVERYTHING;
    expect(names(rest)).toEqual([]);
    expect(argoCd.rights?.(addOnContext("argo-cd", { settings: rest }))).toEqual([]);
  });
});
