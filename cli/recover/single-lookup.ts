import type { AwsClient } from "./aws-client.ts";

/** Reads an input that is text; empty when it is not. */
export type Text = (name: string) => string;

/** How a thing without tags is looked for: inside what it belongs to, by what its inputs say of it. */
export type Lookup = (client: AwsClient, text: Text) => Promise<string | undefined>;
