import type { Series } from "./rule-case.ts";

/** How Traefik calls a Service behind a route; a tenant chooses the names of its route and of its Service. */
export const service = (route: string, namespace: string, name: string): string =>
  `httproute-${`${namespace}-${route}`.replaceAll(/-+/g, "-")}-gw-traefik-platform-ep-websecure-0-af329269dd38031b03e3-svc-${namespace}-${name}-0@kubernetesgateway`;

export const WEB = service("web", "acme--production", "web");

/** Requests a minute that ended with a status. */
export const requests = (code: number, perMinute: number, of = WEB): Series => ({
  [`traefik_service_requests_total{service="${of}",code="${code}",instance="a"}`]: `0+${perMinute}x120`,
});

/** Requests a minute by how many seconds they took at most. */
export const durations = (perMinute: Readonly<Record<string, number>>, of = WEB): Series =>
  Object.fromEntries(
    Object.entries(perMinute).map(([le, count]) => [
      `traefik_service_request_duration_seconds_bucket{service="${of}",code="200",le="${le}"}`,
      `0+${count}x120`,
    ]),
  );
