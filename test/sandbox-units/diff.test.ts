import { describe, expect, test } from "vitest";
import { inputDiff } from "../../sandbox/aws/diff.ts";
import { typeFacts } from "../../sandbox/aws/facts.ts";
import { KINDS } from "../../sandbox/aws/kinds.ts";
import type { InputFacts } from "../../sandbox/provider/inputs.ts";
import { diffResponse } from "../../sandbox/provider/messages.ts";
import type { Properties, Value } from "../../sandbox/provider/properties.ts";

/** Two values of each type that AWS takes for different ones. */
const VALUES: Readonly<Record<InputFacts["type"], readonly [Value, Value]>> = {
  string: ["one", "other"],
  number: [1, 2],
  boolean: [true, false],
  list: [["one"], ["other"]],
  map: [{ key: "one" }, { key: "other" }],
  object: [{ field: "one" }, { field: "other" }],
};

/** Every input of every type. */
const INPUTS = Object.keys(KINDS).flatMap((type) =>
  Object.entries(typeFacts(type)!.inputs).map(([name, facts]) => ({ type, name, facts })),
);

/** Inputs that replace, as the engine hears it. */
function replacing(type: string, before: Properties, after: Properties): readonly string[] {
  return diffResponse(inputDiff(typeFacts(type)!, KINDS[type]!, before, after)).getReplacesList();
}

describe("of all inputs of all types", () => {
  test("another value replaces where the table says so, and nowhere else", () => {
    const told = INPUTS.filter(({ type, name, facts }) => {
      const [one, other] = VALUES[facts.type];
      return replacing(type, { [name]: one }, { [name]: other }).includes(name);
    });
    const known = INPUTS.filter(({ facts }) => facts.replaces === true && facts.valueUpdates !== true);
    expect(told).toEqual(known);
    expect(known.length).toBeGreaterThan(100);
  });

  test("an input that comes replaces where the table says so, and one that goes unless AWS chose it", () => {
    const [comes, goes] = [true, false].map((isComing) =>
      INPUTS.filter(({ type, name, facts }) => {
        const [one, other] = VALUES[facts.type];
        const given = { [name]: KINDS[type]!.defaults?.[name] === one ? other : one };
        const [before, after] = isComing ? [{}, given] : [given, {}];
        return replacing(type, before, after).includes(name);
      }),
    );
    expect(comes).toEqual(INPUTS.filter(({ facts }) => facts.replaces === true));
    expect(goes).toEqual(INPUTS.filter(({ facts }) => facts.replaces === true && facts.computed !== true));
  });

  test("the same value changes nothing", () => {
    const changed = INPUTS.filter(({ type, name, facts }) => {
      const same = { [name]: VALUES[facts.type][0] };
      return inputDiff(typeFacts(type)!, KINDS[type]!, same, { ...same }).changes.length > 0;
    });
    expect(changed).toEqual([]);
  });
});

/** Measured on the real provider; written down here so that a refreshed table is read before it is trusted. */
test.each([
  ["aws:ec2/vpc:Vpc", ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength", "region"]],
  ["aws:ec2/routeTableAssociation:RouteTableAssociation", ["gatewayId", "region", "subnetId"]],
  ["aws:ec2/internetGateway:InternetGateway", ["region"]],
  ["aws:iam/role:Role", ["name", "namePrefix", "path"]],
  ["aws:s3/bucket:Bucket", ["bucket", "bucketNamespace", "bucketPrefix", "objectLockEnabled", "region"]],
  ["aws:s3/bucketVersioning:BucketVersioning", ["bucket", "expectedBucketOwner", "region"]],
  ["aws:route53/zone:Zone", ["delegationSetId", "name"]],
  ["aws:route53/record:Record", ["name", "zoneId"]],
  ["aws:kms/replicaKey:ReplicaKey", ["primaryKeyArn", "region"]],
  ["aws:kms/alias:Alias", ["name", "namePrefix", "region"]],
  ["aws:secretsmanager/secret:Secret", ["name", "namePrefix", "region"]],
  ["aws:ssm/association:Association", ["name", "region"]],
])("%s is replaced by %j", (type, names) => {
  const found = INPUTS.filter((one) => one.type === type && one.facts.replaces === true);
  expect(found.map(({ name }) => name)).toEqual(names);
});

test("what cannot be tagged takes no tags", () => {
  const untaggable = Object.keys(KINDS).filter((type) => typeFacts(type)!.taggable !== true);
  expect(untaggable.map((type) => type.split(":").at(-1))).toEqual([
    "VpcIpv4CidrBlockAssociation",
    "Tag",
    "Route",
    "RouteTableAssociation",
    "VpcEndpointRouteTableAssociation",
    "NetworkAclRule",
    "NetworkAclAssociation",
    "RolePolicy",
    "RolePolicyAttachment",
    "Tag",
    "AccessPolicyAssociation",
    "QueuePolicy",
    "EventTarget",
    "Alias",
    "BucketVersioning",
    "BucketServerSideEncryptionConfiguration",
    "BucketPublicAccessBlock",
    "BucketOwnershipControls",
    "BucketLifecycleConfiguration",
    "BucketObjectLockConfiguration",
    "BucketReplicationConfig",
    "BucketPolicy",
    "Record",
    "ZoneAssociation",
    "VpcAssociationAuthorization",
    "RouteTableAssociation",
    "RouteTablePropagation",
    "Route",
    "PrincipalAssociation",
    "ResourceAssociation",
    "PeeringConnectionOptions",
    "VpnConnectionRoute",
    "PullThroughCacheRule",
    "RepositoryCreationTemplate",
    "TopicPolicy",
    "TopicSubscription",
    "CostAllocationTag",
    "SecretVersion",
    "TargetGroupAttachment",
    "Group",
  ]);
  for (const type of untaggable) expect(typeFacts(type)!.outputs).not.toContain("tagsAll");
});
