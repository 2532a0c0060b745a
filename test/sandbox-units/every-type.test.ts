import { expect, test } from "vitest";
import { typeFacts } from "../../sandbox/aws/facts.ts";
import { KINDS } from "../../sandbox/aws/kinds.ts";
import { SdkDefinitions } from "../../sandbox/aws/sdk-definitions.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { oneOfEach } from "./one-of-each.ts";
import { startSandbox } from "./network.ts";

/** Outputs that the SDK declares as optional and that AWS leaves out unless they were asked for. */
const ABSENT = new Map([
  [tokens.VPC_ENDPOINT, ["dnsOptions"]],
  [tokens.FLOW_LOG, ["destinationOptions"]],
  [tokens.CLUSTER, ["outpostConfig", "remoteNetworkConfig"]],
  [tokens.NODE_GROUP, ["remoteAccess", "warmPoolConfig"]],
  [
    tokens.LAUNCH_TEMPLATE,
    [
      ...["capacityReservationSpecification", "cpuOptions", "creditSpecification", "enclaveOptions"],
      ...["hibernationOptions", "iamInstanceProfile", "instanceMarketOptions", "instanceRequirements"],
      ...["maintenanceOptions", "monitoring", "networkPerformanceOptions", "placement"],
      "privateDnsNameOptions",
    ],
  ],
  [
    tokens.BUCKET,
    [
      ...["logging", "objectLockConfiguration", "replicationConfiguration"],
      ...["serverSideEncryptionConfiguration", "versioning", "website"],
      ...["websiteDomain", "websiteEndpoint"],
    ],
  ],
  [tokens.TGW_PEERING, ["options"]],
  [tokens.ALARM, ["evaluationCriteria", "warmUpConfiguration"]],
  [tokens.BUDGET, ["autoAdjustData", "filterExpression"]],
  [tokens.RAM_SHARE, ["resourceShareConfiguration"]],
  [tokens.BUCKET_LIFECYCLE, ["timeouts"]],
  [tokens.BUCKET_OBJECT, ["overrideProvider"]],
  [
    tokens.LOAD_BALANCER,
    ["accessLogs", "connectionLogs", "healthCheckLogs", "ipamPools", "minimumLoadBalancerCapacity"],
  ],
  [tokens.LISTENER, ["mutualAuthentication"]],
  [tokens.INSTANCE, ["creditSpecification", "instanceMarketOptions", "launchTemplate"]],
  [
    tokens.AUTOSCALING_GROUP,
    [
      ...["instanceLifecyclePolicy", "instanceMaintenancePolicy", "instanceRefresh", "mixedInstancesPolicy"],
      "warmPool",
    ],
  ],
  [tokens.SSM_ASSOCIATION, ["outputLocation"]],
  [tokens.RECORD, ["cidrRoutingPolicy", "geoproximityRoutingPolicy"]],
  [
    tokens.EVENT_TARGET,
    [
      ...["appsyncTarget", "batchTarget", "deadLetterConfig", "ecsTarget", "httpTarget", "inputTransformer"],
      ...["kinesisTarget", "redshiftTarget", "retryPolicy", "sagemakerPipelineTarget", "sqsTarget"],
    ],
  ],
]);

test("every type can be made, and every declared output has a value", async () => {
  const specimens = await oneOfEach(await startSandbox());
  expect([...specimens.keys()].sort()).toEqual(Object.keys(KINDS).sort());
  for (const [type, { state }] of specimens) {
    const missing = typeFacts(type)!.outputs.filter((name) => !(name in state.outputs));
    expect({ type, missing }).toEqual({ type, missing: ABSENT.get(type) ?? [] });
  }
});

test("the outputs of a type are those that the SDK declares", async () => {
  const specimens = await oneOfEach(await startSandbox());
  for (const [type, { state }] of specimens) {
    const declared = typeFacts(type)!.outputs;
    expect({
      type,
      undeclared: Object.keys(state.outputs).filter((name) => !declared.includes(name)),
    }).toEqual({
      type,
      undeclared: [],
    });
  }
});

test("every type is unchanged after a refresh and under the same inputs", async () => {
  const sandbox = await startSandbox();
  for (const { inputs, state } of (await oneOfEach(sandbox)).values()) {
    const refreshed = await sandbox.engine.refresh(state);
    expect(refreshed).toEqual(state);
    expect({ type: state.type, changes: await sandbox.engine.diff(state, inputs) }).toEqual({
      type: state.type,
      changes: {},
    });
  }
});

test("every type is imported by the id that its documentation names, and then needs no change", async () => {
  const sandbox = await startSandbox();
  for (const { inputs, state, importId } of (await oneOfEach(sandbox)).values()) {
    const imported = (await sandbox.engine.import(state.type, state.name, importId))!;
    expect({ type: state.type, id: imported.id, outputs: imported.outputs }).toEqual({
      type: state.type,
      id: state.id,
      outputs: state.outputs,
    });
    expect({ type: state.type, changes: await sandbox.engine.diff(imported, inputs) }).toEqual({
      type: state.type,
      changes: {},
    });
  }
});

test("every type can be deleted, last made first, and nothing is left", async () => {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  for (const { state, companions } of [...specimens.values()].reverse()) {
    for (const one of [state, ...[...companions].reverse()]) await sandbox.engine.delete(one);
  }
  expect(sandbox.cloud.list()).toEqual([]);
});

test("the table of types is what the installed SDK declares", () => {
  const sdk = new SdkDefinitions("@pulumi/aws");
  for (const type of Object.keys(KINDS)) {
    const { inputs, outputs } = sdk.resource(type);
    const facts = typeFacts(type)!;
    expect({ type, outputs: facts.outputs, inputs: Object.keys(facts.inputs) }).toEqual({
      type,
      outputs,
      inputs: Object.keys(inputs),
    });
  }
});

test("the table knows what replaces a VPC and a subnet", () => {
  const replacing = (type: string) =>
    Object.entries(typeFacts(type)!.inputs).flatMap(([name, { replaces }]) => (replaces ? [name] : []));
  expect(replacing(tokens.VPC)).toContain("cidrBlock");
  expect(replacing(tokens.VPC)).not.toContain("enableDnsHostnames");
  expect(replacing(tokens.SUBNET)).toEqual(
    expect.arrayContaining(["availabilityZone", "cidrBlock", "region", "vpcId"]),
  );
});
