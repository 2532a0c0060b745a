import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newUuid } from "../ids.ts";
import { neighbours, rangeRefusals, text, type Call, type Inputs, type Kind } from "../kind.ts";
import { settleGate, unsettleGate } from "../k3s/gate.ts";
import * as tokens from "../tokens.ts";

/** Documents of AWS that an association here may run. */
const DOCUMENTS = ["AWS-RunShellScript"];

const TARGETS_MAX = 5;

/** Policy by which a machine reports to Systems Manager, and takes its commands. */
const AGENT_POLICY = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

function instancesOf(inputs: Inputs): readonly string[] {
  const targets = inputs.objects("targets").filter((one) => one.text("key") === "InstanceIds");
  return targets.flatMap((one) => one.texts("values"));
}

/** Whether the agent on a machine may report: its profile has a role with AWS's policy. */
function isManaged(call: Call, instance: Thing): boolean {
  const name = text(instance, "iamInstanceProfile");
  const [profile] = neighbours({ ...call, region: "" }, tokens.INSTANCE_PROFILE, { name });
  if (profile === undefined) return false;
  const attached = { role: text(profile, "role"), policyArn: AGENT_POLICY };
  return neighbours({ ...call, region: "" }, tokens.ROLE_POLICY_ATTACHMENT, attached).length > 0;
}

/** An association with a machine that does not answer stays pending, and the provider waits in vain. */
function checkAnswer(call: Call): void {
  const seconds = call.inputs.number("waitForSuccessTimeoutSeconds");
  if (seconds === 0) return;
  for (const id of instancesOf(call.inputs)) {
    const instance = call.cloud.find({
      type: tokens.INSTANCE,
      account: call.account,
      region: call.region,
      id,
    });
    if (instance !== undefined && isManaged(call, instance)) continue;
    throw new AwsError(
      "Timeout",
      `timeout while waiting for state to become 'Success' (last state: 'Pending', timeout: ${seconds}s)`,
    );
  }
}

function check(call: Call): void {
  const name = call.inputs.text("name");
  if (!DOCUMENTS.includes(name)) {
    throw new AwsError("InvalidDocument", `Document with name ${name} does not exist.`);
  }
  if (name === "AWS-RunShellScript" && !("commands" in call.inputs.object("parameters").all)) {
    throw new AwsError(
      "InvalidParameters",
      'Parameter "commands" is required by document AWS-RunShellScript.',
    );
  }
  if (call.inputs.objects("targets").length > TARGETS_MAX) {
    throw new AwsError("InvalidTarget", `An association has at most ${TARGETS_MAX} targets.`);
  }
  checkAnswer(call);
}

export const association: Kind = {
  label: "SSM Association",
  service: "SSM",
  calls: { create: "CreateAssociation", update: "UpdateAssociation", delete: "DeleteAssociation" },
  defaults: { documentVersion: "$DEFAULT" },
  refusals: (inputs) => rangeRefusals(inputs, "waitForSuccessTimeoutSeconds", [1, 86_400]),
  settle: settleGate,
  unsettle: unsettleGate,
  create: (call) => {
    check(call);
    const id = newUuid(call.cloud, "association");
    return { id, computed: { associationId: id, arn: arn("ssm", call, `association/${id}`) } };
  },
  update: (call) => {
    check(call);
    return {};
  },
};
