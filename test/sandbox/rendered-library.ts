import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import type { ReadObject } from "../../components/tenant/delivery/guardrail-report.ts";

export const LIBRARY = resolve(import.meta.dirname, "../../library");

/** Helm, where it is on the path or named by ATOLL_HELM. */
const HELM = process.env["ATOLL_HELM"] ?? "helm";

const runs = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: "ignore" }).status === 0;

export const HAS_HELM = runs(HELM, "version", "--short");
export const HAS_KUSTOMIZE = runs("kubectl", "kustomize", "--help");

/** What a command printed: the objects in it, or why there are none. */
function rendered(command: string, args: readonly string[]): readonly ReadObject[] {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).flatMap((document) => {
    const object = document.toJS() as ReadObject | null;
    return object === null ? [] : [object];
  });
}

/** The chart as an application `shop` with these values. */
export function renderedChart(values: Readonly<Record<string, unknown>>): readonly ReadObject[] {
  const dir = mkdtempSync(join(tmpdir(), "atoll-chart-"));
  try {
    const file = join(dir, "values.yaml");
    writeFileSync(file, stringify(values));
    return rendered(HELM, ["template", "shop", join(LIBRARY, "charts/application"), "--values", file]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The component over a folder with this Deployment, with words of the kustomization beside it. */
export function renderedComponent(
  deployment: unknown,
  words: Readonly<Record<string, unknown>> = {},
): readonly ReadObject[] {
  const dir = mkdtempSync(join(tmpdir(), "atoll-kustomize-"));
  try {
    cpSync(join(LIBRARY, "kustomize/application"), join(dir, "component"), { recursive: true });
    mkdirSync(join(dir, "shop"));
    writeFileSync(join(dir, "shop/deployment.yaml"), stringify(deployment));
    const kustomization = { resources: ["deployment.yaml"], components: ["../component"], ...words };
    writeFileSync(join(dir, "shop/kustomization.yaml"), stringify(kustomization));
    return rendered("kubectl", ["kustomize", join(dir, "shop")]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The least that a tenant writes of a Deployment beside the component. */
export const BARE = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "shop" },
  spec: {
    selector: { matchLabels: { app: "shop" } },
    template: {
      metadata: { labels: { app: "shop" } },
      spec: {
        containers: [
          {
            name: "shop",
            image: "ghcr.io/acme/shop:v1",
            readinessProbe: { httpGet: { path: "/", port: 8080 } },
            resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "256Mi" } },
          },
        ],
      },
    },
  },
};
