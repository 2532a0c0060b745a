import { durations, requests, service } from "./gateway-series.ts";
import type { AlertCase } from "./rule-case.ts";

/** A Service of which less was promised than of all others, and one of the same tenant that the inventory does not name. */
const SHOP = service("shop", "cobalt--production", "shop");
const UNNAMED = service("old", "cobalt--production", "old");
const shop = { tenant: "cobalt", service: "production-shop" };

/** What tenants were promised that is not what is promised to all. */
export const PROMISE_CASES: readonly AlertCase[] = [
  {
    // Promised 99 in a hundred: 2 % is twice the pace of that and no more; the usual promise does not hold for it.
    alert: "TenantErrorsAboveTarget",
    series: { ...requests(200, 98, SHOP), ...requests(500, 2, SHOP) },
    at: "70m",
    fires: [
      {
        severity: "warning",
        labels: { slo: "cobalt--production:availability", ...shop },
        summary: "2% of the requests to production-shop of cobalt end in a server error.",
      },
    ],
    quiet: { ...requests(200, 199, SHOP), ...requests(500, 1, SHOP) },
  },
  {
    // What has no promise of its own has that of all.
    alert: "TenantErrorsAboveTarget",
    series: { ...requests(200, 98, UNNAMED), ...requests(500, 2, UNNAMED) },
    at: "70m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "tenant-availability", tenant: "cobalt", service: "production-old" },
      summary: "2% of the requests to production-old of cobalt end in a server error.",
    })),
    quiet: requests(200, 100, UNNAMED),
  },
  {
    // Nearly all within its 1.2 seconds, and none within the usual tenth of one.
    alert: "TenantLatencyAboveTarget",
    series: {
      ...requests(200, 100, SHOP),
      ...durations({ "0.1": 0, "0.3": 10, "1.2": 20, "+Inf": 100 }, SHOP),
    },
    at: "70m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "cobalt--production:latency", ...shop },
      summary: "80% of the requests to production-shop of cobalt take longer than 1200 ms.",
    })),
    quiet: {
      ...requests(200, 100, SHOP),
      ...durations({ "0.1": 0, "0.3": 10, "1.2": 99, "+Inf": 100 }, SHOP),
    },
  },
];
