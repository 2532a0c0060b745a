import { describe, expect, test } from "vitest";
import { accessPlan } from "../../../components/cluster/access-plan.ts";
import { addOnConfiguration } from "../../../components/cluster/add-on-plan.ts";
import { kubeconfig } from "../../../components/cluster/kubeconfig.ts";
import { nodeUserData } from "../../../components/cluster/node-user-data.ts";
import { podIdentityPlan } from "../../../components/cluster/pod-identity-plan.ts";
import { allowStatements } from "../../../components/cluster/policy-document.ts";
import { securityGroupPlan } from "../../../components/cluster/security-group-plan.ts";
import { CORE_DNS_TRAFFIC, systemTrafficPlan } from "../../../components/cluster/system-traffic-plan.ts";
import { sampleEks } from "./sample-settings.ts";

const PLACE = { accountId: "210987654321", awsRegion: "eu-central-1" };

describe("the role of a ServiceAccount", () => {
  const subject = { namespace: "dns", serviceAccount: "external-dns" };

  test("trusts one ServiceAccount of one namespace of one cluster, exactly", () => {
    expect(JSON.parse(podIdentityPlan("dev", PLACE, subject).trustPolicy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "210987654321",
              "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-central-1:210987654321:cluster/dev",
              "aws:RequestTag/kubernetes-namespace": "dns",
              "aws:RequestTag/kubernetes-service-account": "external-dns",
            },
          },
        },
      ],
    });
  });

  test("has a name that differs between pairs which look alike when joined", () => {
    const pairs = [
      { namespace: "a-b", serviceAccount: "c" },
      { namespace: "a", serviceAccount: "b-c" },
      { namespace: "a", serviceAccount: "b.c" },
    ].map((pair) => podIdentityPlan("dev", PLACE, pair));
    expect(new Set(pairs.map(({ name }) => name)).size).toBe(3);
    expect(new Set(pairs.map(({ awsName }) => awsName)).size).toBe(3);
  });

  test("has a name that IAM takes, however long the parts are", () => {
    const long = { namespace: "n".repeat(63), serviceAccount: "s".repeat(63) };
    const other = { namespace: "n".repeat(63), serviceAccount: `${"s".repeat(62)}t` };
    const [one, two] = [podIdentityPlan("dev", PLACE, long), podIdentityPlan("dev", PLACE, other)];
    expect(one.awsName.length).toBeLessThanOrEqual(64);
    expect(one.awsName).not.toBe(two.awsName);
  });
});

describe("a permission", () => {
  const sound = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::bucket/key"] };

  test("becomes the statement it says", () => {
    const conditions = { StringEquals: { "aws:RequestedRegion": "eu-central-1" } };
    expect(allowStatements([{ ...sound, conditions }])).toEqual([
      {
        Sid: "Read",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::bucket/key"],
        Condition: conditions,
      },
    ]);
  });

  test.each([
    ["every action", { actions: ["*"] }, 'permission "Read" is not exact: *'],
    ["every action of a service", { actions: ["s3:*"] }, 'permission "Read" is not exact: s3:*'],
    ["actions by their beginning", { actions: ["s3:Get*"] }, 'permission "Read" is not exact: s3:Get*'],
    ["no action", { actions: [] }, 'permission "Read" is not exact: it is incomplete'],
    ["no resource", { resources: [] }, 'permission "Read" is not exact: it is incomplete'],
    ["a name that IAM refuses", { sid: "read it" }, 'permission "read it" is not exact: it is incomplete'],
  ])("that names %s is refused", (_title, change, message) => {
    expect(() => allowStatements([{ ...sound, ...change }])).toThrow(new Error(message));
  });
});

describe("who gets in", () => {
  test("is the deployer first, then each role with the rights of its list", () => {
    const plan = accessPlan(sampleEks({ adminRoles: ["platform"], viewerRoles: ["support"] }));
    expect(plan).toEqual([
      {
        key: "deployer",
        principalArn: "arn:aws:iam::210987654321:role/deployer",
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      },
      {
        key: "role-platform",
        principalArn: "arn:aws:iam::210987654321:role/platform",
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      },
      {
        key: "role-support",
        principalArn: "arn:aws:iam::210987654321:role/support",
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      },
    ]);
  });
});

describe("the security groups", () => {
  const shown = (rules: ReturnType<typeof securityGroupPlan>) =>
    rules.map(({ group, from, port }) => {
      const source = "cidr" in from ? from.cidr : from.group;
      return `${source} -> ${group} ${port ?? "all"}`;
    });

  test("let in these and no others", () => {
    expect(shown(securityGroupPlan({ mode: "runner-network", cidrs: ["10.255.0.0/20"] }))).toEqual([
      "nodes -> control-plane 443",
      "10.255.0.0/20 -> control-plane 443",
      ...[443, 4443, 6443, 8443, 9443, 10250, 10251, 15017].map((port) => `control-plane -> nodes ${port}`),
      "nodes -> nodes all",
    ]);
  });

  test("let in a tunnel from its ranges, and nobody from a public list", () => {
    const none = securityGroupPlan({ mode: "public-list", cidrs: ["203.0.113.0/24"] });
    expect(shown(none).filter((line) => /^\d/.test(line))).toEqual([]);
    const proxyUrl = "http://127.0.0.1:8888";
    const tunnel = securityGroupPlan({ mode: "tunnel", proxyUrl, cidrs: ["10.9.0.0/24"] });
    expect(shown(tunnel)).toContain("10.9.0.0/24 -> control-plane 443");
  });
});

describe("an add-on's configuration", () => {
  test("of the CNI gives prefixes, finds pod subnets by tag and starts pods closed", () => {
    expect(JSON.parse(addOnConfiguration("vpc-cni", sampleEks()) ?? "")).toEqual({
      enableNetworkPolicy: "true",
      env: {
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "false",
        ENABLE_PREFIX_DELEGATION: "true",
        ENABLE_SUBNET_DISCOVERY: "true",
        NETWORK_POLICY_ENFORCING_MODE: "strict",
        WARM_PREFIX_TARGET: "1",
      },
    });
  });

  test("is the same text in whatever order its parts were written", () => {
    const one = sampleEks({ tags: { a: "1", b: "2" } });
    const two = sampleEks({ tags: { b: "2", a: "1" } });
    expect(addOnConfiguration("aws-ebs-csi-driver", one)).toBe(
      '{"controller":{"extraVolumeTags":{"a":"1","b":"2"}}}',
    );
    expect(addOnConfiguration("aws-ebs-csi-driver", two)).toBe(addOnConfiguration("aws-ebs-csi-driver", one));
  });
});

test("CoreDNS is asked by anybody, and reaches names and AWS but never the node's credentials", () => {
  const { ingress, egress } = systemTrafficPlan(CORE_DNS_TRAFFIC);
  expect(ingress).toEqual([
    {
      ports: [
        { protocol: "UDP", port: 53 },
        { protocol: "TCP", port: 53 },
        { protocol: "TCP", port: 9153 },
      ],
    },
  ]);
  expect(egress[0]?.to).toEqual([{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }]);
});

test("a node of the managed group holds as many pods as prefixes give it addresses for", () => {
  const text = Buffer.from(nodeUserData(110), "base64").toString();
  expect(text).toContain("Content-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1\n");
  expect(text).toContain("      maxPods: 110\n\n--//--\n");
});

describe("a kubeconfig", () => {
  const address = {
    name: "dev",
    endpoint: "https://dev.eks.amazonaws.com",
    authority: "QQ==",
    awsRegion: "eu-central-1",
    roleArn: "arn:aws:iam::210987654321:role/deployer",
  };

  test("asks AWS for a token as the deployer, and holds none", () => {
    const config = kubeconfig(address);
    expect(config).toMatchObject({
      users: [
        {
          user: {
            exec: {
              command: "aws",
              args: [
                ...["eks", "get-token", "--cluster-name", "dev", "--region", "eu-central-1"],
                ...["--role-arn", "arn:aws:iam::210987654321:role/deployer", "--output", "json"],
              ],
            },
          },
        },
      ],
    });
    expect(JSON.stringify(config)).not.toMatch(/"(token|password|client-key-data)"/);
  });

  test("goes through a tunnel where there is one", () => {
    const tunnelled = kubeconfig({ ...address, proxyUrl: "socks5://127.0.0.1:1080" });
    expect(tunnelled).toMatchObject({ clusters: [{ cluster: { "proxy-url": "socks5://127.0.0.1:1080" } }] });
    expect(JSON.stringify(kubeconfig(address))).not.toContain("proxy-url");
  });
});
