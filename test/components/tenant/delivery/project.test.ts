import { describe, expect, test } from "vitest";
import { deployedKinds } from "../../../../components/tenant/delivery/deployed-kinds.ts";
import { rolePlan } from "../../../../components/tenant/role-plan.ts";
import type { DeliveryWindow } from "../../../../fleet/schema/delivery-windows.ts";
import { deliveredObjects, sampleApplication, specOf } from "./sample-applications.ts";

const SERVER = "https://kubernetes.default.svc";

describe("the project of an environment", () => {
  test("is in Argo CD's namespace, where nobody of a tenant comes, under the name of the namespace", () => {
    const project = deliveredObjects().find(({ kind }) => kind === "AppProject");
    expect(project).toMatchObject({ name: "acme--live", namespace: "argocd", needs: "argo-cd" });
    expect(specOf("project")).not.toHaveProperty("sourceNamespaces");
  });

  test("reaches one namespace by its whole name, and writes there as its deployer", () => {
    const destination = { server: SERVER, namespace: "acme--live" };
    expect(specOf("project")).toMatchObject({
      destinations: [destination],
      destinationServiceAccounts: [{ ...destination, defaultServiceAccount: "deployer" }],
    });
  });

  test("takes exactly the repositories that the tenant's entry names, each once", () => {
    const [shop, site] = [sampleApplication(), sampleApplication({ name: "site" })];
    const blog = sampleApplication({ name: "blog", repository: "ssh://git@git.acme.org:7999/acme/blog.git" });
    expect(specOf("project", { applications: [shop, site, blog] })["sourceRepos"]).toEqual([
      "https://github.com/acme/shop.git",
      "ssh://git@git.acme.org:7999/acme/blog.git",
    ]);
  });

  test("is not there for a tenant without applications, nor where there is no Argo CD", () => {
    expect(deliveredObjects({ applications: [] })).toEqual([]);
    const without = deliveredObjects({ addOns: ["keda", "metrics-server"] });
    expect(without.map(({ kind }) => kind)).toEqual([]);
  });
});

describe("kinds that are deployed", () => {
  const rules = rolePlan().find(({ name }) => name === "developer")?.rules ?? [];
  const writable = rules
    .filter(({ verbs }) => verbs.includes("create"))
    .flatMap(({ apiGroups, resources }) => apiGroups.flatMap((group) => resources.map((one) => [group, one])))
    .filter(([, resource]) => resource?.includes("/") === false)
    .map(([group, resource]) => `${group ?? ""}/${resource ?? ""}`);
  const deployed = deployedKinds().map(({ group, kind }) => `${group}/${kind.toLowerCase()}s`);

  test("are those that the deployer may write, but for bare pods, which nobody starts again", () => {
    expect(deployed.sort()).toEqual(writable.filter((one) => one !== "/pods").sort());
  });

  test("are named one by one: an empty list, and a star, would mean all of them", () => {
    const { namespaceResourceWhitelist: kinds, ...spec } = specOf("project");
    expect(kinds).toEqual(deployedKinds());
    expect(JSON.stringify(kinds)).not.toContain("*");
    expect(spec).not.toHaveProperty("clusterResourceWhitelist");
  });

  test("hold no wall and no right", () => {
    const names = deployedKinds().map(({ kind }) => kind);
    const walls = ["NetworkPolicy", "ResourceQuota", "LimitRange", "Role", "RoleBinding", "Secret"];
    for (const wall of [...walls, "ServiceAccount", "Namespace", "AppProject"])
      expect(names).not.toContain(wall);
  });
});

describe("windows", () => {
  const weekend: DeliveryWindow = {
    kind: "deny",
    schedule: "0 18 * * 5",
    hours: 60,
    timezone: "Europe/Berlin",
    byHand: true,
    why: "nobody is there",
  };

  test("stand in the project, for all of its applications, with what they are for", () => {
    expect(specOf("project", { windows: [weekend] })["syncWindows"]).toEqual([
      {
        kind: "deny",
        schedule: "0 18 * * 5",
        duration: "60h",
        timeZone: "Europe/Berlin",
        applications: ["*"],
        manualSync: true,
        description: "nobody is there",
      },
    ]);
  });

  test("of a suspended tenant, and in a cluster that retires, are one that never ends, by hand, too", () => {
    for (const held of [{ suspended: true }, { delivered: false }])
      expect(specOf("project", { windows: [weekend], ...held })["syncWindows"]).toMatchObject([
        { kind: "deny", schedule: "* * * * *", duration: "24h", applications: ["*"], manualSync: false },
      ]);
  });
});
