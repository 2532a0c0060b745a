import { rotationScript } from "../../components/k3s/token-rotation-plan.ts";
import { serverUserData } from "../../fleet/k3s/server-user-data.ts";
import { agentUserData } from "../../fleet/k3s/agent-user-data.ts";
import type { K3sDatastoreFlags } from "../../fleet/k3s/boot.ts";
import { type Cloud, openCloud } from "../../sandbox/aws/cloud.ts";
import type { ClusterHost } from "../../sandbox/aws/cluster-host.ts";
import { bootOf, readDatastore } from "../../sandbox/aws/k3s/datastore.ts";
import { certificateHash } from "../../fleet/k3s/certificate-hash.ts";
import { SimulatedAws } from "../../sandbox/aws/provider.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { textOf } from "../../sandbox/tls/private-key.ts";
import { TestEngine, type State } from "./engine.ts";
import type { FakeHost } from "./k3s-host.ts";
import type { SecretFiles } from "./k3s-secret.ts";
import { ACCOUNT, cloudPath, REGION, SETTINGS, TRUST } from "./network.ts";

export const CLUSTER = "edge";
export const BUCKET = `atoll-acme-${CLUSTER}-k3s-${ACCOUNT}`;
export const ISSUER = `https://atoll-acme-${CLUSTER}-oidc-${ACCOUNT}.s3.${REGION}.amazonaws.com`;
const SECRETS = { server: `atoll/${CLUSTER}/k3s-server`, agent: `atoll/${CLUSTER}/k3s-agent` };
const IMAGE = "ami-0123456789abcdef0";
export const ZONES = ["a", "b", "c"] as const;

export const FLAGS: K3sDatastoreFlags = {
  podCidr: "10.128.0.0/16",
  serviceCidr: "10.96.0.0/16",
  issuer: ISSUER,
  serviceLb: false,
  localStorage: false,
};

export interface ServerWish {
  readonly flags?: K3sDatastoreFlags;
  readonly bucket?: string;
  readonly secretName?: string;
}

/** What a K3s cluster in AWS stands on, made by the engine, and its servers one by one. */
export class K3sWorld<Host extends ClusterHost = FakeHost> {
  readonly cloud: Cloud;
  readonly host: Host;
  readonly engine: TestEngine;
  readonly #subnets = new Map<string, string>();
  #group = "";
  #balancer: State | undefined;

  private constructor(engine: TestEngine, cloud: Cloud, host: Host) {
    this.engine = engine;
    this.cloud = cloud;
    this.host = host;
  }

  static async start<Host extends ClusterHost>(
    host: Host,
    secret: SecretFiles,
    path = cloudPath(),
  ): Promise<K3sWorld<Host>> {
    const cloud = openCloud(path);
    const engine = await TestEngine.start(new SimulatedAws(cloud, "7.0.0", host));
    await engine.configure(SETTINGS);
    const world = new K3sWorld(engine, cloud, host);
    await world.#network();
    await world.#rights();
    await world.make(tokens.BUCKET, "bucket", { bucket: BUCKET, forceDestroy: true });
    await world.putSecrets(secret, "s3cret");
    return world;
  }

  stop(): void {
    this.engine.stop();
    this.cloud.close();
  }

  make(type: string, name: string, inputs: Properties): Promise<State> {
    return this.engine.create(type, name, inputs);
  }

  async #network(): Promise<void> {
    const vpc = await this.make(tokens.VPC, "vpc", { cidrBlock: "10.0.0.0/16" });
    for (const [index, zone] of ZONES.entries()) {
      const subnet = await this.make(tokens.SUBNET, `subnet-${zone}`, {
        ...{ vpcId: vpc.id, cidrBlock: `10.0.${index * 16}.0/20`, availabilityZone: `${REGION}${zone}` },
      });
      this.#subnets.set(zone, subnet.id);
    }
    const network = { loadBalancerType: "network", internal: true, subnets: [...this.#subnets.values()] };
    this.#balancer = await this.make(tokens.LOAD_BALANCER, "balancer", { name: CLUSTER, ...network });
    const tcp = { protocol: "TCP", port: 6443 };
    const group = await this.make(tokens.TARGET_GROUP, "group", { name: CLUSTER, ...tcp, vpcId: vpc.id });
    await this.make(tokens.LISTENER, "listener", {
      ...{ loadBalancerArn: this.#balancer.id, ...tcp },
      defaultActions: [{ type: "forward", targetGroupArn: group.id }],
    });
    this.#group = group.id;
  }

  async #rights(): Promise<void> {
    const statement = [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: `arn:aws:s3:::${BUCKET}/founder`,
      },
    ];
    await this.make(tokens.ROLE, "role", { name: "server", assumeRolePolicy: TRUST });
    await this.setRights(statement);
    await this.make(tokens.ROLE_POLICY_ATTACHMENT, "managed", {
      role: "server",
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    await this.make(tokens.INSTANCE_PROFILE, "profile", { name: "server", role: "server" });
  }

  /** What the machines may do. */
  async setRights(Statement: readonly Properties[]): Promise<void> {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.make(tokens.ROLE_POLICY, "policy", { name: "server", role: "server", policy });
  }

  /** Gives the secrets a new version. */
  async putSecrets({ files, admin }: SecretFiles, token: string): Promise<void> {
    const agentToken = `agent-${token}`;
    const hash = certificateHash(files["server-ca.crt"]);
    const values = {
      [SECRETS.server]: { token, agentToken, files, admin },
      [SECRETS.agent]: { token: `K10${hash}::node:${agentToken}` },
    };
    for (const [name, value] of Object.entries(values)) {
      const known = this.cloud.find({ type: tokens.SECRET, state: { name } });
      const id = known?.id ?? (await this.make(tokens.SECRET, name, { name, recoveryWindowInDays: 0 })).id;
      await this.make(tokens.SECRET_VERSION, name, { secretId: id, secretString: JSON.stringify(value) });
    }
  }

  /** Name of the load balancer that leads to all servers. */
  get registration(): string {
    return textOf(this.#balancer?.outputs ?? {}, "dnsName");
  }

  async server(zone: string, wish: ServerWish = {}): Promise<State> {
    const userData = serverUserData({
      ...{ cluster: CLUSTER, version: "v1.35.8+k3s1", awsRegion: REGION, server: zone },
      ...{ registrationAddress: this.registration, secretName: wish.secretName ?? SECRETS.server },
      ...{ flags: wish.flags ?? FLAGS, bucket: wish.bucket ?? BUCKET },
      snapshots: { schedule: "0 */6 * * *", keep: 28 },
    });
    return this.make(tokens.INSTANCE, `server-${zone}`, {
      ...{ ami: IMAGE, instanceType: "m7g.large", subnetId: this.#subnets.get(zone) ?? "" },
      ...{ iamInstanceProfile: "server", userData },
    });
  }

  /** Registers a server at the load balancer. */
  async attach(server: State): Promise<void> {
    await this.make(tokens.TARGET, `target-${server.id}`, {
      ...{ targetGroupArn: this.#group, targetId: server.id, port: 6443 },
    });
  }

  /** Waits for servers as the program does. */
  gate(servers: readonly State[]): Promise<State> {
    return this.make(tokens.SSM_ASSOCIATION, "gate", {
      ...{ name: "AWS-RunShellScript", associationName: "gate", parameters: { commands: "true" } },
      targets: [{ key: "InstanceIds", values: servers.map(({ id }) => id) }],
      waitForSuccessTimeoutSeconds: 60,
    });
  }

  /** Has servers take the token of their secret, as the program does. */
  rotation(servers: readonly State[]): Promise<State> {
    return this.make(tokens.SSM_ASSOCIATION, "rotation", {
      ...{ name: "AWS-RunShellScript", associationName: "rotation", maxConcurrency: "1", maxErrors: "0" },
      parameters: { commands: rotationScript("server", 2) },
      targets: [{ key: "InstanceIds", values: servers.map(({ id }) => id) }],
      waitForSuccessTimeoutSeconds: 60,
    });
  }

  /** All servers, registered and up. */
  async servers(zones: readonly string[] = ZONES): Promise<readonly State[]> {
    const made: State[] = [];
    for (const zone of zones) made.push(await this.server(zone));
    for (const one of made) await this.attach(one);
    await this.gate(made);
    return made;
  }

  async workers(desiredCapacity: number): Promise<State> {
    const userData = agentUserData({
      ...{ cluster: CLUSTER, version: "v1.35.8+k3s1", awsRegion: REGION, secretName: SECRETS.agent },
      ...{ registrationAddress: this.registration, labels: { "atoll/pool": "general" }, taints: [] },
      maxPods: 58,
    });
    const template = await this.make(tokens.LAUNCH_TEMPLATE, "workers", {
      ...{ name: "workers", imageId: IMAGE, instanceType: "m7g.xlarge" },
      ...{ userData: Buffer.from(userData).toString("base64"), iamInstanceProfile: { name: "server" } },
    });
    return this.make(tokens.AUTOSCALING_GROUP, "workers", {
      ...{ name: "workers", minSize: 0, maxSize: 5, desiredCapacity },
      ...{
        vpcZoneIdentifiers: [...this.#subnets.values()],
        launchTemplate: { id: template.id, version: "1" },
      },
    });
  }

  /** What a machine, or a group of machines, said last; undefined when it is up. */
  said({ id }: State): string | undefined {
    return bootOf(this.cloud, id)?.fault;
  }

  /** Token of the servers, as the datastore has it. */
  get token(): string | undefined {
    return readDatastore(this.cloud, CLUSTER)?.token;
  }

  /** Machines in the list of etcd. */
  get instances(): readonly string[] {
    return (readDatastore(this.cloud, CLUSTER)?.members ?? []).map(({ instance }) => instance);
  }

  /** Letters of the servers in the list of etcd, in order. */
  get members(): readonly string[] {
    return (readDatastore(this.cloud, CLUSTER)?.members ?? []).map(({ server }) => server).sort();
  }
}
