import { expect, test } from "vitest";
import { adminKubeconfig } from "../../../components/k3s/kubeconfig.ts";

const ADDRESS = {
  name: "dev",
  server: "https://all.example:6443",
  authority: "authority",
  certificate: "certificate",
  key: "key",
};

const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("an administrator's kubeconfig holds a certificate, and no way in that was not asked for", () => {
  expect(JSON.parse(adminKubeconfig(ADDRESS))).toEqual({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "dev",
        cluster: {
          server: "https://all.example:6443",
          "certificate-authority-data": base64("authority"),
        },
      },
    ],
    users: [
      {
        name: "dev",
        user: { "client-certificate-data": base64("certificate"), "client-key-data": base64("key") },
      },
    ],
    contexts: [{ name: "dev", context: { cluster: "dev", user: "dev" } }],
    "current-context": "dev",
  });
});

test("a kubeconfig names the way through a tunnel, and the name that the certificate holds", () => {
  const ways = { proxyUrl: "socks5://localhost:1080", tlsServerName: "inside.example" };
  expect(JSON.parse(adminKubeconfig({ ...ADDRESS, ...ways }))).toMatchObject({
    clusters: [{ cluster: { "proxy-url": "socks5://localhost:1080", "tls-server-name": "inside.example" } }],
  });
});
