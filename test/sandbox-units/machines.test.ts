import { describe, expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { machinesOf } from "../../sandbox/aws/types/autoscaling-order.ts";
import { userDataOf } from "../../sandbox/aws/types/instance-order.ts";
import type { State } from "./engine.ts";
import { REGION, startSandbox, type Sandbox } from "./network.ts";
import { startFilled } from "./refusals/refusal.ts";

const UBUNTU = "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/1/arm64/hvm/ebs-gp3/ami-id";

const MACHINE = { ami: "ami-0123456789abcdef0", instanceType: "m7g.large" };

/** A cloud with a VPC and a subnet in each of two zones. */
async function network() {
  const sandbox = await startSandbox();
  const vpc = await sandbox.makeVpc();
  const a = await sandbox.makeSubnet(vpc, "10.0.0.0/20");
  const b = await sandbox.makeSubnet(vpc, "10.0.16.0/20", { availabilityZone: `${REGION}b` });
  return { ...sandbox, vpc, a, b };
}

function thing({ cloud }: Sandbox, { type, id }: State) {
  return cloud.find({ type, id })!;
}

describe("a machine", () => {
  test("has the first free address of its subnet, and a name after it", async () => {
    const { make, a } = await network();
    const first = await make(tokens.INSTANCE, { ...MACHINE, subnetId: a.id });
    const second = await make(tokens.INSTANCE, { ...MACHINE, subnetId: a.id });
    expect([first, second].map(({ outputs }) => outputs["privateIp"])).toEqual(["10.0.0.4", "10.0.0.5"]);
    expect(second.outputs["privateDns"]).toBe("ip-10-0-0-5.eu-central-1.compute.internal");
    expect(first.outputs).toMatchObject({ availabilityZone: "eu-central-1a", instanceState: "running" });
  });

  test("has from its launch template what it is not given itself", async () => {
    const sandbox = await network();
    const { id } = await sandbox.make(tokens.LAUNCH_TEMPLATE, {
      ...{ name: "servers", imageId: UBUNTU, instanceType: "m7g.large" },
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/sda1", ebs: { volumeSize: 40, encrypted: "true" } }],
      userData: Buffer.from("of the template").toString("base64"),
    });
    const launchTemplate = { id, version: "1" };
    const made = await sandbox.make(tokens.INSTANCE, { launchTemplate, subnetId: sandbox.a.id });
    expect(made.outputs).toMatchObject({
      ami: expect.stringMatching(/^ami-0[0-9a-f]{16}$/) as string,
      instanceType: "m7g.large",
      metadataOptions: { httpTokens: "required" },
      rootBlockDevice: { volumeSize: 40, encrypted: true, volumeType: "gp3" },
      launchTemplate: { id, name: "servers", version: "1" },
    });
    expect(userDataOf(sandbox.cloud, thing(sandbox, made))).toBe("of the template");
    const told = await sandbox.make(tokens.INSTANCE, {
      launchTemplate,
      subnetId: sandbox.a.id,
      userData: "its own",
    });
    expect(userDataOf(sandbox.cloud, thing(sandbox, told))).toBe("its own");
  });

  test("keeps its image when a refresh and an update see it, whatever the parameter says", async () => {
    const { engine, make, a } = await network();
    const inputs = { ami: UBUNTU, instanceType: "m7g.large", subnetId: a.id };
    const made = await make(tokens.INSTANCE, inputs);
    const refreshed = (await engine.refresh(made))!;
    expect(refreshed.outputs["ami"]).toBe(made.outputs["ami"]);
    // Only a program that ignores the image is spared: the provider compares it with the id that came of it.
    expect(await engine.diff(refreshed, inputs)).toEqual({ ami: "UPDATE_REPLACE" });
  });

  test("takes its security groups along when they change, and gives them back when it goes", async () => {
    const { engine, make, vpc, a } = await network();
    const [old, fresh] = [
      await make(tokens.SECURITY_GROUP, { vpcId: vpc.id }),
      await make(tokens.SECURITY_GROUP, { vpcId: vpc.id }),
    ];
    const inputs = { ...MACHINE, subnetId: a.id };
    const made = await make(tokens.INSTANCE, { ...inputs, vpcSecurityGroupIds: [old.id] });
    const changed = await engine.update(made, { ...inputs, vpcSecurityGroupIds: [fresh.id] });
    await engine.delete(old);
    await expect(engine.delete(fresh)).rejects.toThrow("has a dependent object");
    await engine.delete(changed);
    await engine.delete(fresh);
  });

  test("is no target any more when it is terminated", async () => {
    const { sandbox, run } = await startFilled();
    expect(sandbox.cloud.count({ type: tokens.TARGET })).toBe(1);
    await run(({ engine }, _id, all) => engine.delete(all.get(tokens.INSTANCE)!.state));
    expect(sandbox.cloud.count({ type: tokens.TARGET })).toBe(0);
  });
});

test("a network load balancer has its name in a DNS name, and more subnets replace none", async () => {
  const { engine, make, a, b } = await network();
  const inputs = { name: "edge", loadBalancerType: "network", internal: true, subnets: [a.id] };
  const made = await make(tokens.LOAD_BALANCER, inputs);
  expect(made.outputs["dnsName"]).toMatch(/^edge-[0-9a-f]{16}\.elb\.eu-central-1\.amazonaws\.com$/);
  const more = { ...inputs, subnets: [a.id, b.id] };
  expect(await engine.diff(made, more)).toEqual({ subnets: "UPDATE" });
  const wider = await engine.update(made, more);
  expect(await engine.diff(wider, { ...inputs, subnets: [b.id] })).toEqual({ subnets: "UPDATE_REPLACE" });
  expect(await engine.diff(wider, { ...more, securityGroups: ["sg-0123456789abcdef0"] })).toEqual({
    securityGroups: "ADD_REPLACE",
  });
  await expect(engine.delete(b)).rejects.toThrow("DependencyViolation");
  await engine.delete(wider);
  await engine.delete(b);
});

test("machines of an autoscaling group are spread over its zones, the same ones each time", async () => {
  const sandbox = await network();
  const { cloud, make, a, b } = sandbox;
  const { id } = await make(tokens.LAUNCH_TEMPLATE, { name: "workers", imageId: UBUNTU });
  const group = await make(tokens.AUTOSCALING_GROUP, {
    ...{ name: "workers", minSize: 0, maxSize: 3, desiredCapacity: 3, vpcZoneIdentifiers: [b.id, a.id] },
    mixedInstancesPolicy: {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: id, version: "1" },
        overrides: [{ instanceType: "m7g.xlarge" }, { instanceType: "m7g.large" }],
      },
    },
  });
  const machines = machinesOf(cloud, thing(sandbox, group));
  expect(machines.map(({ zone, instanceType }) => [zone, instanceType])).toEqual([
    ["eu-central-1a", "m7g.xlarge"],
    ["eu-central-1b", "m7g.xlarge"],
    ["eu-central-1a", "m7g.xlarge"],
  ]);
  expect(machinesOf(cloud, thing(sandbox, group))).toEqual(machines);
  expect(new Set(machines.map(({ name }) => name)).size).toBe(3);
  cloud.edit("workers", { state: { desiredCapacity: 1 } });
  expect(machinesOf(cloud, thing(sandbox, group))).toEqual(machines.slice(0, 1));
});
