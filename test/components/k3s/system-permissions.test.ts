import { describe, expect, test } from "vitest";
import { allowStatements } from "../../../components/cluster/policy-document.ts";
import { ebsPermissions } from "../../../components/k3s/system/ebs-permissions.ts";
import { loadBalancerPermissions } from "../../../components/platform/ingress/load-balancer-permissions.ts";
import {
  lifecycleConfig,
  LIFECYCLE_RULES,
  lifecyclePermissions,
  lifecyclePod,
} from "../../../components/k3s/system/node-lifecycle-plan.ts";
import { k3sTrafficPlan } from "../../../components/k3s/system/traffic-plan.ts";
import {
  GUARD_SPEC,
  webhookPod,
  WEBHOOK_RULES,
} from "../../../components/cluster/pod-identity-webhook-plan.ts";
import type { Permission } from "../../../components/cluster/cluster.ts";

const PLACE = { accountId: "210987654321", awsRegion: "eu-central-1" };
const VPC = "arn:aws:ec2:eu-central-1:210987654321:vpc/vpc-1";
const BALANCERS = loadBalancerPermissions({ ...PLACE, cluster: "dev", vpcArn: VPC });
const VOLUMES = ebsPermissions("dev", PLACE);

/** Names of the statements that allow one of these actions without a condition. */
const unconditional = (permissions: readonly Permission[], actions: RegExp): readonly string[] =>
  permissions
    .filter((one) => one.conditions === undefined && one.actions.some((action) => actions.test(action)))
    .map(({ sid }) => sid);

describe("rights in the cloud", () => {
  test("are exact, in one account and one region, and fit into one policy", () => {
    for (const permissions of [BALANCERS, VOLUMES, lifecyclePermissions("eu-central-1")]) {
      const text = JSON.stringify(allowStatements(permissions));
      expect(text.length).toBeLessThan(10_240);
      for (const { resources } of permissions)
        for (const arn of resources)
          expect(arn).toMatch(
            /^(\*|arn:aws:(ec2|elasticloadbalancing):eu-central-1:210987654321:.+|arn:aws:iam::210987654321:role\/aws-service-role\/.+)$/,
          );
    }
  });

  test("delete and change nothing that carries no tag of the cluster, but for listeners of network balancers", () => {
    expect(unconditional(BALANCERS, /Delete|Modify|Set|Remove|Revoke|Register/)).toEqual(["Listeners"]);
    expect(unconditional(VOLUMES, /Delete|Modify|Create/)).toEqual([]);
  });

  test("of one cluster are none on the volumes and load balancers of another", () => {
    const own = (permissions: readonly Permission[], sid: string) =>
      permissions.find((one) => one.sid === sid)?.conditions;
    expect(own(VOLUMES, "OwnVolumes")).toEqual({
      StringEquals: {
        "aws:ResourceTag/ebs.csi.aws.com/cluster": "true",
        "aws:ResourceTag/kubernetes.io/cluster/dev": "owned",
      },
    });
    expect(own(BALANCERS, "ChangeOwn")).toEqual({
      StringEquals: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "dev" },
    });
  });

  test("of the load balancers' controller are none for Ingresses, certificates or firewalls", () => {
    const services = new Set(
      BALANCERS.flatMap(({ actions }) => actions.map((action) => action.split(":")[0])),
    );
    expect([...services].sort()).toEqual(["ec2", "elasticloadbalancing", "iam"]);
    expect(JSON.stringify(BALANCERS)).not.toMatch(/Rule|loadbalancer\/app|Certificate|WebAcl/);
  });

  test("of the node lifecycle are to look at machines", () => {
    expect(lifecyclePermissions("eu-central-1").flatMap(({ actions }) => actions)).toEqual([
      "ec2:DescribeInstances",
    ]);
  });
});

describe("the node lifecycle", () => {
  const pod = lifecyclePod({ kubernetes: "1.34", replicas: 2, roleArn: "arn:aws:iam::1:role/x" });
  const text = JSON.stringify(pod);

  test("is the cloud controller of the cluster's minor, with one controller and a lease of its own", () => {
    expect(pod.spec.containers[0]).toMatchObject({
      image: "registry.k8s.io/provider-aws/cloud-controller-manager:v1.34.3",
      args: expect.arrayContaining([
        "--controllers=cloud-node-lifecycle-controller",
        "--configure-cloud-routes=false",
        "--leader-elect-resource-name=atoll-node-lifecycle",
      ]) as string[],
    });
    expect(JSON.stringify(LIFECYCLE_RULES)).not.toMatch(/services|routes|secrets|"\*"/);
  });

  test("brings its own token, so that it works when the webhook does not", () => {
    expect(pod.metadata.labels).toMatchObject({ "eks.amazonaws.com/skip-pod-identity-webhook": "true" });
    expect(text).toContain('"audience":"sts.amazonaws.com"');
    expect(text).toContain('{"name":"AWS_WEB_IDENTITY_TOKEN_FILE","value":"/var/run/secrets/atoll/token"}');
  });

  test("is told where it is, and asks no machine for it", () => {
    expect(text).not.toContain("hostNetwork");
    expect(lifecycleConfig("dev", "eu-central-1", "vpc-1")).toBe(
      "[Global]\nRegion = eu-central-1\nVPC = vpc-1\nSubnetID = none\nKubernetesClusterID = dev\n",
    );
  });

  test("of a minor that the catalog does not know is a fault of ours", () => {
    expect(() => lifecyclePod({ kubernetes: "1.32", replicas: 1, roleArn: "x" })).toThrow(
      "the catalog has no cloud controller of AWS for Kubernetes 1.32",
    );
  });
});

describe("the pod identity webhook", () => {
  test("can stop no pod, while the guard in the API server stops those that would lose their rights", () => {
    expect(WEBHOOK_RULES.failurePolicy).toBe("Ignore");
    expect(WEBHOOK_RULES).not.toHaveProperty("namespaceSelector");
    expect(GUARD_SPEC.failurePolicy).toBe("Fail");
    expect(GUARD_SPEC.matchConstraints.resourceRules).toEqual([
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
    ]);
  });

  test("listens where nobody must be root, and asks the token service of its own region", () => {
    const { spec } = webhookPod({ awsRegion: "eu-central-1", replicas: 2, onServers: true });
    expect(spec.containers[0]).toMatchObject({
      image: "public.ecr.aws/eks/amazon-eks-pod-identity-webhook:v0.6.17",
      args: expect.arrayContaining([
        "--in-cluster=false",
        "--port=8443",
        "--annotation-prefix=eks.amazonaws.com",
        "--token-audience=sts.amazonaws.com",
        "--aws-default-region=eu-central-1",
        "--sts-regional-endpoint=true",
      ]) as string[],
    });
  });

  test("runs anywhere in a cluster that shows no servers", () => {
    const { spec } = webhookPod({ awsRegion: "eu-central-1", replicas: 2, onServers: false });
    expect(spec).not.toHaveProperty("affinity");
  });
});

test("a controller reaches names, AWS and the API server at its own port, and never the metadata of its machine", () => {
  const { egress, ingress } = k3sTrafficPlan({
    pods: { app: "x" },
    ingress: [{ protocol: "TCP", port: 9443 }],
  });
  expect(ingress).toEqual([{ ports: [{ protocol: "TCP", port: 9443 }] }]);
  expect(egress).toEqual([
    {
      to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
      ports: [
        { protocol: "UDP", port: 53 },
        { protocol: "TCP", port: 53 },
        { protocol: "TCP", port: 443 },
        { protocol: "TCP", port: 6443 },
      ],
    },
  ]);
});
