import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { AUTHORITIES, type AuthorityRole } from "../../../components/k3s/certificate-plan.ts";
import { agentSecret, serverSecret } from "../../../components/k3s/server-secret.ts";

const pair = (name: string) => ({ certificate: `certificate of ${name}`, key: `key of ${name}` });

const authorities = Object.fromEntries(Object.keys(AUTHORITIES).map((role) => [role, pair(role)])) as Record<
  AuthorityRole,
  ReturnType<typeof pair>
>;

describe("what a server reads", () => {
  const text = serverSecret({
    token: "t1",
    agentToken: "t2",
    authorities,
    signingKey: "signing",
    admin: pair("admin"),
  });

  test("holds the tokens, each file where K3s looks for it, and the administrator's certificate", () => {
    expect(JSON.parse(text)).toEqual({
      token: "t1",
      agentToken: "t2",
      files: {
        "server-ca.crt": "certificate of server",
        "server-ca.key": "key of server",
        "client-ca.crt": "certificate of client",
        "client-ca.key": "key of client",
        "request-header-ca.crt": "certificate of requestHeader",
        "request-header-ca.key": "key of requestHeader",
        "etcd/server-ca.crt": "certificate of etcdServer",
        "etcd/server-ca.key": "key of etcdServer",
        "etcd/peer-ca.crt": "certificate of etcdPeer",
        "etcd/peer-ca.key": "key of etcdPeer",
        "service.key": "signing",
      },
      admin: { certificate: "certificate of admin", key: "key of admin" },
    });
  });
});

test("an agent reads a token that says by which authority it knows the servers, and no other", () => {
  const hash = createHash("sha256").update("certificate of server").digest("hex");
  expect(JSON.parse(agentSecret("certificate of server", "t2"))).toEqual({ token: `K10${hash}::node:t2` });
});
