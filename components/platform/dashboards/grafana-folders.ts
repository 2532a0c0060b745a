import type { AddOnContext, AddOnObject, Values } from "../contract.ts";
import type { Dashboard } from "./dashboard.ts";
import { dashboardsOf } from "./dashboards.ts";
import { renderedDashboard } from "./rendered-dashboard.ts";
import { dashboardOfTenant } from "./tenant-requests.ts";

type Context = Pick<AddOnContext, "settings" | "has">;

/** A folder of Grafana with its dashboards, which lie in one ConfigMap. */
interface Folder {
  /** Name of the ConfigMap, and of the volume. */
  readonly name: string;
  readonly title: string;
  readonly configMap: string;
  /** Keys of the ConfigMap that belong to it. @default - all of them */
  readonly keys?: readonly string[];
}

const PATH = "/var/lib/grafana/dashboards";

/** ConfigMaps: one with the platform's dashboards, one with those of all tenants. */
const OF_PLATFORM = "dashboards";
const OF_TENANTS = "tenant-dashboards";

const fileOf = (name: string): string => `${name}.json`;

function folders({ settings }: Context): readonly Folder[] {
  const { tenants = [] } = settings;
  return [
    { name: "platform", title: "Platform", configMap: OF_PLATFORM },
    ...tenants.map((tenant) => ({
      name: `tenant-${tenant}`,
      title: tenant,
      configMap: OF_TENANTS,
      keys: [fileOf(tenant)],
    })),
  ];
}

/** Values by which Grafana finds its dashboards in files, one folder after the other. */
export function folderValues(context: Context): Values {
  const all = folders(context);
  return {
    dashboardProviders: {
      "dashboardproviders.yaml": {
        apiVersion: 1,
        providers: all.map(({ name, title }) => ({
          name,
          folder: title,
          folderUid: name,
          type: "file",
          disableDeletion: true,
          allowUiUpdates: false,
          updateIntervalSeconds: 60,
          options: { path: `${PATH}/${name}` },
        })),
      },
    },
    extraConfigmapMounts: all.map(({ name, configMap, keys }) => ({
      name,
      configMap,
      mountPath: `${PATH}/${name}`,
      readOnly: true,
      ...(keys === undefined ? {} : { items: keys.map((key) => ({ key, path: key })) }),
    })),
  };
}

/** The dashboards themselves: of add-ons that are there, and one for each tenant. */
export function dashboardObjects({ settings, has }: Context): readonly AddOnObject[] {
  const { tenants = [] } = settings;
  const ofTenants = tenants.map((tenant): [string, Dashboard] => [tenant, dashboardOfTenant(tenant)]);
  return [
    configMap(
      OF_PLATFORM,
      dashboardsOf(has).map((one): [string, Dashboard] => [one.uid, one]),
    ),
    ...(tenants.length === 0 ? [] : [configMap(OF_TENANTS, ofTenants)]),
  ];
}

function configMap(name: string, dashboards: readonly (readonly [string, Dashboard])[]): AddOnObject {
  return {
    role: name,
    apiVersion: "v1",
    kind: "ConfigMap",
    name,
    namespaced: true,
    first: true,
    body: {
      data: Object.fromEntries(
        dashboards.map(([key, one]) => [fileOf(key), JSON.stringify(renderedDashboard(one))]),
      ),
    },
  };
}
