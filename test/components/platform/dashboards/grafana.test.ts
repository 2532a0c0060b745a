import { describe, expect, test } from "vitest";
import { grafana } from "../../../../components/platform/dashboards/grafana.ts";
import type { AddOnName } from "../../../../fleet/charts/add-ons.ts";
import { addOnContext, type ContextChanges } from "../add-on-context.ts";

const STORES: readonly AddOnName[] = ["victoria-metrics", "loki", "tempo", "prometheus-operator-crds"];
const contextOf = (beside: readonly AddOnName[] = STORES, changes: ContextChanges = {}) =>
  addOnContext("grafana", { beside, ...changes });
const valuesOf = (...args: Parameters<typeof contextOf>) => grafana.values(contextOf(...args));

interface Source {
  readonly uid: string;
  readonly url: string;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Record<string, string>>;
}

function sourcesOf(...args: Parameters<typeof contextOf>): readonly Source[] {
  const { datasources } = valuesOf(...args) as {
    datasources: Record<string, { datasources: readonly Source[] }>;
  };
  return datasources["datasources.yaml"]?.datasources ?? [];
}

const SSO = {
  issuer: "https://login.lagoon.cloud",
  clientId: "platform",
  admins: ["platform-admins"],
  viewers: ["engineers"],
  groupsClaim: "groups",
};
const signIn = {
  authorizeUrl: "https://login.lagoon.cloud/authorize",
  tokenUrl: "https://login.lagoon.cloud/token",
  userinfoUrl: "https://login.lagoon.cloud/userinfo",
};

describe("Grafana", () => {
  test("trap: without a Secret its chart makes a new password on each render, and with it a new pod", () => {
    expect(valuesOf()).toMatchObject({ env: { GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: "true" } });
    expect(valuesOf()).not.toHaveProperty("adminPassword");
  });

  test("trap: its sidecars would read all Secrets and ConfigMaps of the cluster, so there are none, and no rights", () => {
    const values = valuesOf();
    expect(values).toMatchObject({ rbac: { create: false }, automountServiceAccountToken: false });
    expect(values).not.toHaveProperty("sidecar");
    expect(Object.values(grafana.contract.traffic)).not.toContainEqual({ to: "api-server" });
  });

  test("trap: two pods would each have a database of their own, so there is one at every service level", () => {
    for (const replicas of [1, 3]) {
      const context = contextOf(STORES, { settings: { replicas } });
      expect(grafana.values(context)).toMatchObject({ replicas: 1 });
      expect(grafana.workloads?.(context)["grafana"]?.replicas).toBe(1);
    }
  });

  test("trap: a container that gives away its volume would run as root", () => {
    expect(valuesOf()).toMatchObject({ initChownData: { enabled: false } });
    expect(valuesOf()).not.toHaveProperty("persistence");
  });

  test("trap: its renderer of images wants a token that the chart makes by chance: there is none", () => {
    expect(valuesOf()).not.toHaveProperty("imageRenderer");
  });

  test("trap: the chart takes its budget without a switch, and one pod with a budget would stop every drain: it has none", () => {
    expect(valuesOf()).not.toHaveProperty("podDisruptionBudget");
  });

  test("fetches nothing by itself", () => {
    expect(valuesOf()["grafana.ini"]).toMatchObject({
      analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
      plugins: { preinstall_disabled: true },
      news: { news_feed_enabled: false },
    });
    expect(valuesOf()).toMatchObject({ testFramework: { enabled: false } });
  });
});

describe("its stores", () => {
  test("are those that the cluster has", () => {
    const uids = (beside: readonly AddOnName[]) => sourcesOf(beside).map(({ uid }) => uid);
    expect(uids(STORES)).toEqual(["metrics", "logs", "traces"]);
    expect(uids(["loki"])).toEqual(["logs"]);
    expect(uids([])).toEqual([]);
  });

  test("are linked both ways, and never with one that is not there", () => {
    const [metrics, logs, traces] = sourcesOf();
    expect(metrics?.jsonData).toMatchObject({ exemplarTraceIdDestinations: [{ datasourceUid: "traces" }] });
    expect(logs?.jsonData).toMatchObject({
      derivedFields: [{ matcherType: "label", matcherRegex: "trace_id", datasourceUid: "traces" }],
    });
    expect(traces?.jsonData).toMatchObject({
      tracesToLogsV2: { datasourceUid: "logs", filterByTraceID: true },
      tracesToMetrics: { datasourceUid: "metrics" },
    });
    for (const beside of [["loki"], ["victoria-metrics"], ["tempo"]] as const)
      expect(JSON.stringify(sourcesOf(beside)[0]?.jsonData)).not.toContain("datasourceUid");
  });

  test("show logs of the platform and of all tenants", () => {
    const [logs] = sourcesOf(["loki"], { settings: { tenants: ["acme", "globex"] } });
    expect(logs?.jsonData).toMatchObject({ httpHeaderName1: "X-Scope-OrgID" });
    expect(logs?.secureJsonData).toEqual({ httpHeaderValue1: "platform|acme|globex" });
  });
});

describe("its folders", () => {
  const settings = { tenants: ["acme", "globex"] };

  test("are one for the platform and one for each tenant, each with files of a ConfigMap that is there first", () => {
    const context = contextOf(STORES, { settings });
    const values = grafana.values(context) as {
      extraConfigmapMounts: {
        name: string;
        configMap: string;
        mountPath: string;
        items?: { key: string }[];
      }[];
      dashboardProviders: Record<string, { providers: { folder: string; options: { path: string } }[] }>;
    };
    const providers = values.dashboardProviders["dashboardproviders.yaml"]?.providers ?? [];
    expect(providers.map(({ folder }) => folder)).toEqual(["Platform", "acme", "globex"]);
    expect(values.extraConfigmapMounts.map(({ mountPath }) => mountPath)).toEqual(
      providers.map(({ options }) => options.path),
    );
    const objects = grafana.objects?.(context) ?? [];
    for (const { configMap, items = [] } of values.extraConfigmapMounts) {
      const found = objects.find(({ name }) => name === configMap);
      expect(found?.first).toBe(true);
      for (const { key } of items) expect(found?.body["data"]).toHaveProperty([key]);
    }
  });

  test("are one alone where there is no tenant", () => {
    expect(grafana.objects?.(contextOf()).map(({ name }) => name)).toEqual(["dashboards"]);
  });

  test("fit into a ConfigMap, with as many tenants as a cluster may carry", () => {
    const tenants = Array.from({ length: 60 }, (_, index) => `tenant-with-a-name-${index}`);
    for (const { body } of grafana.objects?.(contextOf(STORES, { settings: { tenants } })) ?? [])
      expect(JSON.stringify(body).length).toBeLessThan(1_000_000);
  });
});

describe("people", () => {
  test("who forward a port look at everything, where nobody signs in", () => {
    expect(valuesOf()["grafana.ini"]).toMatchObject({
      "auth.anonymous": { enabled: true, org_role: "Editor" },
      auth: { disable_login_form: true },
    });
    expect(valuesOf()).not.toHaveProperty("route");
  });

  test("sign in with a role that their groups give, and have a name to go to", () => {
    const values = valuesOf([...STORES, "traefik"], { settings: { sso: SSO }, own: { signIn } });
    expect(values["grafana.ini"]).toMatchObject({
      server: { root_url: "https://grafana.dev.eu-central.infra.lagoon.cloud" },
      "auth.generic_oauth": {
        enabled: true,
        client_id: "platform",
        role_attribute_path: `contains("groups"[*], 'platform-admins') && 'GrafanaAdmin' || contains("groups"[*], 'engineers') && 'Editor'`,
        role_attribute_strict: true,
      },
    });
    expect(values["grafana.ini"]).not.toHaveProperty(["auth.anonymous"]);
    expect(JSON.stringify(values["grafana.ini"])).not.toContain("client_secret");
    expect(values).toMatchObject({ route: { main: { enabled: true } } });
  });

  test("find it by no name where no certificate is issued", () => {
    const { certificates: _, ...settings } = contextOf().settings;
    const context = {
      ...contextOf([...STORES, "traefik"], { own: { signIn } }),
      settings: { ...settings, sso: SSO },
    };
    expect(grafana.values(context)).not.toHaveProperty("route");
  });

  test("are not sent to a provider that the fleet does not name", () => {
    const faults = grafana.faults?.(contextOf(STORES, { own: { signIn } })) ?? [];
    expect(faults).toEqual([
      {
        expected: "sso in fleet.yaml, whose provider signIn of grafana has the addresses of",
        hint: "write sso in fleet.yaml, or leave signIn out",
      },
    ]);
    expect(grafana.faults?.(contextOf())).toEqual([]);
  });
});
