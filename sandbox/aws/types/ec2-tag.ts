import type { Query, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { neighbours, text, textIn, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
const KEY_CHARACTERS = 128;
const VALUE_CHARACTERS = 256;
const TAGS_OF_RESOURCE = 50;

const invalid = (message: string): AwsError => new AwsError("InvalidParameterValue", message);

/** What is tagged: a subnet, the one thing that programs here tag without owning it. */
function taggedThing(call: Call, id: string): Thing {
  const found = neighbours(call, tokens.SUBNET).find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new AwsError("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
}

function withTag(call: Call, value: string | undefined): void {
  const thing = taggedThing(call, call.inputs.text("resourceId"));
  const { [call.inputs.text("key")]: _, ...others } = thing.tags;
  if (value !== undefined && Object.keys(others).length >= TAGS_OF_RESOURCE)
    throw new AwsError("TagLimitExceeded", `You have reached the maximum number of tags`);
  const tags = value === undefined ? others : { ...others, [call.inputs.text("key")]: value };
  call.cloud.put({ ...thing, tags });
}

function putTag(call: Call): void {
  const [key, value] = [call.inputs.text("key"), call.inputs.text("value")];
  if (/^aws:/i.test(key)) throw invalid(`Tag keys starting with 'aws:' are reserved for internal use`);
  if (key.length > KEY_CHARACTERS)
    throw invalid(`Tag key exceeds the maximum length of ${KEY_CHARACTERS} characters`);
  if (value.length > VALUE_CHARACTERS)
    throw invalid(`Tag value exceeds the maximum length of ${VALUE_CHARACTERS} characters`);
  withTag(call, value);
}

/** One tag of something that others made. The provider writes it over one of the same key, whoever made that. */
export const ec2Tag: Kind = {
  label: "EC2 Tag",
  service: "EC2",
  calls: { create: "CreateTags", update: "CreateTags", delete: "DeleteTags" },
  seen: {
    value: (cloud, { account, region, state }) =>
      cloud.find({ account, region, id: textIn(state, "resourceId") })?.tags[textIn(state, "key")] ?? "",
  },
  importQuery: (id): Query => ({ id }),
  importFault: (id) =>
    id.split(",").length === 2 ? undefined : `unexpected format for ID (${id}), expected RESOURCE-ID,TAG-KEY`,
  create: (call) => {
    putTag(call);
    return { id: `${call.inputs.text("resourceId")},${call.inputs.text("key")}`, computed: {} };
  },
  update: (call) => {
    putTag(call);
    return {};
  },
  delete: (call, thing) => {
    const subnet = neighbours(call, tokens.SUBNET).find((one) => one.id === text(thing, "resourceId"));
    if (subnet === undefined) return;
    const { [text(thing, "key")]: _, ...tags } = subnet.tags;
    call.cloud.put({ ...subnet, tags });
  },
};
