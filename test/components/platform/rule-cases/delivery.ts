import type { AlertCase } from "./rule-case.ts";

const application = (name: string, sync: string, health: string): string =>
  `argocd_app_info{name="${name}",dest_namespace="acme--prod",sync_status="${sync}",health_status="${health}"}`;

const shop = { tenant: "acme", name: "acme--prod.shop", dest_namespace: "acme--prod" };
const well = application(shop.name, "Synced", "Healthy");

const reloads = (success: boolean): string => `reloader_reload_executed_total{success="${success}"}`;
const fetches = 'argocd_git_fetch_fail_total{repo="https://github.com/acme/shop",revision="main"}';

/** What is deployed, and whether it can be. */
export const DELIVERY_CASES: readonly AlertCase[] = [
  {
    alert: "ApplicationDegraded",
    series: { [application(shop.name, "Synced", "Degraded")]: "1x40" },
    at: "20m",
    fires: [
      {
        severity: "warning",
        labels: shop,
        summary: "Application acme--prod.shop does not run well in acme--prod.",
      },
    ],
    quiet: { [well]: "1x40", [application("acme--prod.cart", "Synced", "Progressing")]: "1x40" },
  },
  {
    alert: "ApplicationOutOfSync",
    series: { [application(shop.name, "OutOfSync", "Healthy")]: "1x90" },
    at: "70m",
    fires: [
      {
        severity: "warning",
        labels: shop,
        summary: "What runs as acme--prod.shop is not what its repository says, for an hour.",
      },
    ],
    quiet: { [well]: "1x90" },
  },
  {
    alert: "RepositoryUnreachable",
    series: { [fetches]: "0+1x60" },
    at: "50m",
    fires: [
      {
        severity: "warning",
        labels: { repo: "https://github.com/acme/shop" },
        summary: "Repository https://github.com/acme/shop cannot be read, so nothing of it is deployed.",
      },
    ],
    quiet: { [fetches]: "7x60" },
  },
  {
    alert: "DeliveryStopped",
    series: { up: "1x30" },
    at: "20m",
    fires: [
      {
        severity: "warning",
        summary: "Argo CD does not run: nothing is deployed, and what runs stays as it is.",
      },
    ],
    quiet: { 'argocd_cluster_info{server="https://kubernetes.default.svc"}': "1x30" },
  },
  {
    alert: "ReloadFailed",
    series: { [reloads(false)]: "0x10 1x20", [reloads(true)]: "0x30" },
    at: "15m",
    fires: [
      {
        severity: "warning",
        labels: { success: "false" },
        summary: "A workload was not restarted after its Secret or ConfigMap changed.",
      },
    ],
    quiet: { [reloads(false)]: "1x30", [reloads(true)]: "0+1x30" },
  },
];
