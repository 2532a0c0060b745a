import { AwsError } from "../error.ts";
import { newIamId } from "../ids.ts";
import { neighbours, type Call, type Kind } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { checkName, findRole, PATH } from "./iam.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const NAME = /^[\w+=,.@-]{1,128}$/;

function checkRole(call: Call): void {
  const role = call.inputs.optionalText("role");
  if (role !== undefined) findRole(call, role);
}

export const instanceProfile: Kind = {
  label: "IAM Instance Profile",
  service: "IAM",
  calls: {
    create: "CreateInstanceProfile",
    update: "AddRoleToInstanceProfile",
    delete: "DeleteInstanceProfile",
  },
  global: true,
  defaults: { path: "/" },
  autonamed: "",
  quota: QUOTAS.instanceProfiles,
  create: (call) => {
    const [name, path] = [call.inputs.text("name"), call.inputs.text("path")];
    checkName(name, NAME, "instanceProfileName");
    checkName(path, PATH, "path");
    if (neighbours(call, tokens.INSTANCE_PROFILE, { name }).length > 0) {
      throw new AwsError("EntityAlreadyExists", `Instance Profile ${name} already exists.`);
    }
    checkRole(call);
    withinQuota(call.cloud, QUOTAS.instanceProfiles, countIn(call.cloud, call, tokens.INSTANCE_PROFILE));
    return {
      id: name,
      computed: {
        arn: `arn:aws:iam::${call.account}:instance-profile${path}${name}`,
        uniqueId: newIamId(call.cloud, "AIPA"),
        createDate: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      },
    };
  },
  update: (call) => {
    checkRole(call);
    return {};
  },
};
