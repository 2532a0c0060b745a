import { expect, test } from "vitest";
import { discoveryDocument } from "../../../components/k3s/oidc-documents.ts";
import { serverPermissions } from "../../../components/k3s/machine-permissions.ts";
import { bootScript } from "../../../fleet/k3s/machine-scripts.ts";
import { awsServerFlags } from "../../../fleet/k3s/server-user-data.ts";
import { sampleK3s } from "./sample-settings.ts";
import { SERVER } from "../../fleet/k3s/sample-boots.ts";

const ARN = "arn:aws:s3:::atoll-k3s";
const PERMISSIONS = serverPermissions(sampleK3s({ stateBucket: "atoll-k3s" }), { secret: "s", key: "k" });
const resourcesOf = (sid: string) => PERMISSIONS.find((one) => one.sid === sid)?.resources;
const valueOf = (name: string) => awsServerFlags(SERVER).find(({ key }) => key === name)?.value;

test("K3s writes snapshots into the one folder that servers may write to", () => {
  expect(valueOf("etcd-s3-folder")).toBe("snapshots");
  expect(resourcesOf("KeepSnapshots")).toEqual([`${ARN}/${String(valueOf("etcd-s3-folder"))}/*`]);
});

test("the boot script claims the one object that servers may write besides", () => {
  const [, object] = /^founder_url="https:.*\.amazonaws\.com\/(.+)"$/m.exec(bootScript("server")) ?? [];
  expect(object).toBe("founder");
  expect(resourcesOf("FoundOrJoin")).toEqual([`${ARN}/${object}`]);
});

test("the API server says of its keys what the document of its issuer says", () => {
  const { issuer = "" } = SERVER.flags;
  const { jwks_uri: address } = JSON.parse(discoveryDocument(issuer)) as { readonly jwks_uri: string };
  const flags = awsServerFlags(SERVER).map(({ value }) => value);
  expect(flags).toContain(`service-account-jwks-uri=${address}`);
});
