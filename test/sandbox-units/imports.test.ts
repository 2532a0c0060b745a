import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { startSandbox } from "./network.ts";

test("an import of what is absent finds nothing, where the provider's importer does not look itself", async () => {
  const { engine } = await startSandbox();
  const absent: readonly [string, string][] = [
    [tokens.SUBNET, "subnet-0no"],
    [tokens.DEFAULT_NETWORK_ACL, "acl-0no"],
    [tokens.ROUTE, "rtb-0no_0.0.0.0/0"],
    [tokens.NETWORK_ACL_RULE, "acl-0no:100:tcp:true"],
    [tokens.ENDPOINT_ROUTE_TABLE, "vpce-0no/rtb-0no"],
  ];
  for (const [type, id] of absent) expect(await engine.import(type, "thing", id)).toBeUndefined();
});

test("a refresh of what is gone is no import: it finds nothing, and refuses nothing", async () => {
  const { cloud, engine, make, makeSubnet, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  const subnet = await makeSubnet(vpc, "10.0.0.0/24");
  const table = await make(tokens.ROUTE_TABLE, { vpcId: vpc.id });
  const gone = [
    await make(tokens.ROUTE_TABLE_ASSOCIATION, { routeTableId: table.id, subnetId: subnet.id }),
    await make(tokens.NETWORK_ACL, { vpcId: vpc.id }),
  ];
  for (const { id } of gone) cloud.delete({ id });
  for (const state of gone) expect(await engine.refresh(state)).toBeUndefined();
});
