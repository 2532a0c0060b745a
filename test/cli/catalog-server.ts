import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { sha256 } from "../../cli/catalog/digest.ts";
import { packedChart } from "../../cli/catalog/archive.ts";
import type { Chart } from "../../fleet/charts/chart.ts";

/** A chart of nobody, of version 1.2.3, with one kind in its folder `crds/`. */
export function madeUpChart(origin: Chart["origin"], chart = "lagoon"): Chart {
  return {
    chart,
    version: "1.2.3",
    appVersion: "v1",
    origin,
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: [],
    next: [],
    ring: "stable",
    source: "https://lagoon.cloud",
    checked: "2026-11-27",
  };
}

export const madeUpArchive = (): Promise<Uint8Array> =>
  packedChart(madeUpChart({ kind: "https", repository: "" }), new Map([["a.yaml", "kind: ConfigMap\n"]]));

export const MANIFESTS = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: boats.lagoon.cloud
spec:
  group: lagoon.cloud
  description: "use {{ .Values }} as it is"
---
# nothing
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: harbour
`;

interface Served {
  readonly url: string;
  /** Digest of the manifest in the registry. */
  readonly manifestDigest: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/** A repository, a registry that wants tokens, and a page of manifests, on this machine; each path fails at first as often as told. */
export async function serveCharts(
  archive: Uint8Array,
  failures: Readonly<Record<string, number>> = {},
): Promise<Served> {
  const mediaType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  const manifest = Buffer.from(
    JSON.stringify({ schemaVersion: 2, layers: [{ mediaType, digest: sha256(archive) }] }),
  );
  const manifestDigest = sha256(manifest);
  const registry = new Map<string, Uint8Array>([
    ["/v2/charts/lagoon/manifests/1.2.3", manifest],
    [`/v2/charts/lagoon/manifests/${manifestDigest}`, manifest],
    [`/v2/charts/lagoon/blobs/${sha256(archive)}`, archive],
  ]);
  const open = new Map<string, Uint8Array | string>([
    ["/index.yaml", "entries:\n  lagoon:\n    - version: 1.2.3\n      urls: [archives/lagoon-1.2.3.tgz]\n"],
    ["/archives/lagoon-1.2.3.tgz", archive],
    ["/boats.yaml", MANIFESTS],
    [
      "/token?scope=repository%3Acharts%2Flagoon%3Apull&service=test",
      JSON.stringify({ token: "for-anybody" }),
    ],
  ]);
  const left = new Map(Object.entries(failures));
  const asked: string[] = [];
  const answer = ({ url = "", headers }: IncomingMessage, base: string) => {
    asked.push(url);
    const failing = left.get(url) ?? 0;
    left.set(url, failing - 1);
    if (failing > 0) return { status: 503, body: "" };
    const kept = registry.get(url);
    if (kept !== undefined && headers.authorization !== "Bearer for-anybody") {
      const challenge = `Bearer realm="${base}/token",service="test",scope="repository:charts/lagoon:pull"`;
      return { status: 401, body: "", challenge };
    }
    const body = kept ?? open.get(url);
    return body === undefined ? { status: 404, body: "" } : { status: 200, body };
  };
  const server = createServer((request, response) => {
    const { status, body, challenge } = answer(request, base);
    response.writeHead(status, challenge === undefined ? {} : { "www-authenticate": challenge }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((closed) => {
      server.closeAllConnections();
      server.close(() => {
        closed();
      });
    });
  return { url: base, manifestDigest, asked, close };
}
