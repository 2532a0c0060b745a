import type { Query, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newUuid } from "../ids.ts";
import { neighbours, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";

const ACCOUNT = /^\d{12}$/;
const NAME_CHARACTERS = 100;

function shareOf(call: Call): Thing {
  const share = call.inputs.text("resourceShareArn");
  const [found] = neighbours(call, tokens.RAM_SHARE, { arn: share });
  if (found !== undefined) return found;
  throw new AwsError("UnknownResourceException", `ResourceShare ${share} could not be found.`);
}

/** Import ids of what belongs to a share: its ARN, a comma, and what it is. */
const inShare =
  (name: string) =>
  (id: string): Query => {
    const comma = id.indexOf(",");
    return { state: { resourceShareArn: id.slice(0, comma), [name]: id.slice(comma + 1) } };
  };

const shareFault = (id: string) =>
  id.split(",").length === 2
    ? undefined
    : `unexpected format of ID (${id}), expected SHARE,PRINCIPAL or RESOURCE`;

export const resourceShare: Kind = {
  label: "RAM Resource Share",
  service: "RAM",
  calls: { create: "CreateResourceShare", update: "UpdateResourceShare", delete: "DeleteResourceShare" },
  autonamed: "",
  create: (call) => {
    const name = call.inputs.text("name");
    if (name.length > NAME_CHARACTERS) {
      throw new AwsError(
        "InvalidParameterException",
        `The resource share name must have 1 to ${NAME_CHARACTERS} characters, got ${name.length}.`,
      );
    }
    const id = arn("ram", call, `resource-share/${newUuid(call.cloud, "share")}`);
    return { id, computed: { arn: id } };
  },
  delete: (call, { id }) => {
    for (const type of [tokens.RAM_PRINCIPAL, tokens.RAM_RESOURCE]) {
      call.cloud.delete({ type, state: { resourceShareArn: id } });
    }
  },
};

export const ramPrincipal: Kind = {
  label: "RAM Principal Association",
  service: "RAM",
  calls: { create: "AssociateResourceShare", delete: "DisassociateResourceShare" },
  importQuery: inShare("principal"),
  importFault: shareFault,
  refusals: (inputs) => {
    const principal = inputs.optionalText("principal");
    if (principal === undefined || ACCOUNT.test(principal) || principal.startsWith("arn:aws:")) return [];
    return [["principal", `expected an account's number or an ARN, got "${principal}"`]];
  },
  create: (call) => {
    const { id } = shareOf(call);
    return { id: `${id},${call.inputs.text("principal")}`, computed: {} };
  },
};

/** What is shared must be there; of types that are not simulated, only its place can be told. */
function checkResource(call: Call, resource: string): void {
  const [, , , region, account, name = ""] = resource.split(":");
  const isHere = region === call.region && account === call.account;
  const isSimulated = name.startsWith("transit-gateway/") || name.startsWith("subnet/");
  const exists = call.cloud.count({ account: call.account, state: { arn: resource } }) > 0;
  if (isHere && (exists || !isSimulated)) return;
  throw new AwsError("UnknownResourceException", `Resource ${resource} could not be found.`);
}

export const ramResource: Kind = {
  label: "RAM Resource Association",
  service: "RAM",
  calls: { create: "AssociateResourceShare", delete: "DisassociateResourceShare" },
  importQuery: inShare("resourceArn"),
  importFault: shareFault,
  create: (call) => {
    const { id } = shareOf(call);
    const resource = call.inputs.text("resourceArn");
    checkResource(call, resource);
    return { id: `${id},${resource}`, computed: {} };
  },
};
