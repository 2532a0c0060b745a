/**
 * Makes `fleet/aws-types.json`, the table of AWS resource types that the program uses:
 *
 *     node sandbox/aws/reduce-facts.ts <path of resources.json> && npx prettier --write fleet/aws-types.json
 *
 * Names, types and what is required come from the declarations of the installed `@pulumi/aws`. What replaces a
 * resource, what AWS computes and which lists are sets come from the given file: facts measured on the Terraform
 * provider by planning changes. Run it after an update of the SDK, or after adding a type to the simulated AWS.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { InputFacts } from "../provider/inputs.ts";
import { FACTS_FILE, PROVIDER_TYPE, type FactsTable, type TypeFacts } from "./facts.ts";
import { KINDS } from "./kinds.ts";
import { SdkDefinitions, type Definition } from "./sdk-definitions.ts";

interface Measured {
  readonly type?: unknown;
  readonly nesting?: string;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly forceNew?: boolean | null;
  readonly attributes?: Readonly<Record<string, Measured>>;
  readonly blocks?: Readonly<Record<string, Measured>>;
  /** Given where the changes of an attribute do not all have the same verdict: `unset -> a`, `a -> b`, ... */
  readonly forceNewCases?: readonly { readonly case: string; readonly forceNew: boolean }[];
}

interface MeasuredType {
  readonly pulumi: string;
  readonly attributes: Readonly<Record<string, Measured>>;
  readonly blocks: Readonly<Record<string, Measured>>;
}

/** Types, and inputs of major 6, that the measurements left out. AWS has no call that changes one of these in place. */
const NOT_MEASURED: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/defaultRouteTable:DefaultRouteTable": ["defaultRouteTableId"],
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": [
    "routeTableId",
    "vpcEndpointId",
  ],
  "aws:autoscaling/tag:Tag": ["autoscalingGroupName", "tag.key"],
  "aws:ec2/tag:Tag": ["key", "resourceId"],
  "aws:s3/bucket:Bucket": ["bucketNamespace"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name"],
  "aws:ec2/vpnConnectionRoute:VpnConnectionRoute": ["destinationCidrBlock", "vpnConnectionId"],
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": [
    ...["options", "peerAccountId", "peerRegion", "peerTransitGatewayId", "transitGatewayId"],
  ],
  "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": ["transitGatewayAttachmentId"],
  "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": ["transitGatewayAttachmentId"],
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": ["prefix"],
  "aws:kms/replicaKey:ReplicaKey": ["primaryKeyArn"],
  "aws:sns/topicSubscription:TopicSubscription": ["topic"],
  "aws:ssm/association:Association": ["name"],
};

/** Pulumi names are camelCase, and plural where Terraform repeats a block of singular name. */
function pulumiName(terraformName: string, known: Readonly<Record<string, unknown>>): string | undefined {
  const camel = terraformName.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return [camel, `${camel}s`, `${camel}es`, camel.replace(/y$/, "ies")].find((name) => name in known);
}

/** Whether coming and going replaces, and another value does not. */
function valueUpdates({ forceNewCases }: Measured): boolean {
  return forceNewCases?.every((one) => one.forceNew === COMES_OR_GOES.test(one.case)) === true;
}

const COMES_OR_GOES = /\bunset\b|\bfirst one added$|\ball removed$/;

/** Whether a list replaces by what goes alone. */
function lossReplaces({ forceNewCases }: Measured): boolean {
  return (
    forceNewCases?.every((one) => one.forceNew === /\b(?<!all )(removed|swapped)$/.test(one.case)) === true
  );
}

/** Whether a change replaces only where the program asks for it by another input, which no program here does. */
function replacesOnDemand({ forceNewCases }: Measured): boolean {
  const replacing = forceNewCases?.filter((one) => one.forceNew) ?? [];
  return replacing.length > 0 && replacing.every((one) => one.case.includes("_replace_on_change=true"));
}

function withMeasured(facts: InputFacts, measured: Measured): InputFacts {
  const isSet = Array.isArray(measured.type) ? measured.type[0] === "set" : measured.nesting === "set";
  return {
    ...facts,
    ...(measured.forceNew === true && !replacesOnDemand(measured) && { replaces: true }),
    ...(valueUpdates(measured) && { valueUpdates: true }),
    ...(facts.type === "list" && lossReplaces(measured) && { lossReplaces: true }),
    ...(measured.optional === true && measured.computed === true && { computed: true }),
    ...(isSet && { unordered: true }),
    ...(facts.fields !== undefined && { fields: withMeasuredFields(facts.fields, measured) }),
  };
}

/** Fields of a nested object. One that was not measured, or that only AWS sets, is AWS's choice when it is absent. */
function withMeasuredFields(
  fields: Readonly<Record<string, InputFacts>>,
  { attributes, blocks }: Measured,
): Readonly<Record<string, InputFacts>> {
  const measured = byPulumiName({ ...attributes, ...blocks }, fields);
  return Object.fromEntries(
    Object.entries(fields).map(([name, facts]): [string, InputFacts] => {
      const one = measured.get(name);
      if (facts.required === true && one === undefined) return [name, facts];
      if (one === undefined) return [name, { ...facts, computed: true }];
      const reduced = withMeasured(facts, one);
      return [name, one.computed === true ? { ...reduced, computed: true } : reduced];
    }),
  );
}

function byPulumiName(
  given: Readonly<Record<string, Measured>>,
  known: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Measured> {
  const measured = new Map<string, Measured>();
  for (const [name, one] of Object.entries(given)) {
    const mapped = pulumiName(name, known);
    if (mapped !== undefined) measured.set(mapped, one);
  }
  return measured;
}

/**
 * Blocks were not measured for being computed, nor anything newer than the measurements: when an input may be absent
 * and its output never is, AWS chooses a value.
 */
function withDeclared(facts: InputFacts, alwaysPresent: boolean): InputFacts {
  return alwaysPresent && facts.required !== true ? { ...facts, computed: true } : facts;
}

/** Nested fields that were not measured, as `<input>.<field>`. */
function withReplacing(facts: InputFacts, name: string, replacing: readonly string[]): InputFacts {
  if (facts.fields === undefined || !replacing.some((one) => one.startsWith(`${name}.`))) return facts;
  const fields = Object.entries(facts.fields).map(([field, one]): [string, InputFacts] => [
    field,
    replacing.includes(`${name}.${field}`) ? { ...one, replaces: true } : one,
  ]);
  return { ...facts, fields: Object.fromEntries(fields) };
}

function reducedType(token: string, definition: Definition, measuredType?: MeasuredType): TypeFacts {
  const measured = byPulumiName({ ...measuredType?.attributes, ...measuredType?.blocks }, definition.inputs);
  const replacing = NOT_MEASURED[token] ?? (measuredType === undefined ? undefined : []);
  if (replacing === undefined) throw new Error(`${token} is not in the measurements`);
  const inputs: Record<string, InputFacts> = {};
  for (const [name, facts] of Object.entries(definition.inputs)) {
    const one = measured.get(name);
    const isSaid = one !== undefined && one.nesting === undefined;
    const declared = isSaid ? facts : withDeclared(facts, definition.present.includes(name));
    const reduced = withReplacing(
      one === undefined ? declared : withMeasured(declared, one),
      name,
      replacing,
    );
    // Major 6 of the provider gave every resource a region: one may not move, and the provider's is the default.
    if (name === "region") inputs[name] = { ...reduced, replaces: true, computed: true };
    else inputs[name] = replacing.includes(name) ? { ...reduced, replaces: true } : reduced;
  }
  return { inputs, outputs: definition.outputs, ...(inputs["tags"]?.type === "map" && { taggable: true }) };
}

function reduced(file: string): FactsTable {
  const { provider, resources } = JSON.parse(readFileSync(file, "utf8")) as {
    provider: string;
    resources: Record<string, MeasuredType>;
  };
  const byToken = new Map(Object.values(resources).map((type) => [type.pulumi, type]));
  const sdk = new SdkDefinitions("@pulumi/aws");
  const types: Record<string, TypeFacts> = {
    [PROVIDER_TYPE]: { inputs: sdk.provider().inputs, outputs: sdk.provider().outputs },
  };
  for (const token of Object.keys(KINDS).sort()) {
    types[token] = reducedType(token, sdk.resource(token), byToken.get(token));
  }
  const source = `names and types: @pulumi/aws ${sdk.version}; replaces, computed, unordered: measured on Terraform's provider ${provider}`;
  return { source, types };
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node sandbox/aws/reduce-facts.ts <path of resources.json>");
writeFileSync(FACTS_FILE, `${JSON.stringify(reduced(file), undefined, 2)}\n`);
