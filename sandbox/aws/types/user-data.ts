import { AwsError } from "../error.ts";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const USER_DATA_BYTES = 16_384;

export function isBase64(text: string): boolean {
  return BASE64.test(text);
}

/** Refuses what a machine is told at its first start when it is too long, before it is encoded. */
export function checkUserData(base64: string, code: string): void {
  if (Buffer.from(base64, "base64").byteLength <= USER_DATA_BYTES) return;
  throw new AwsError(code, `User data is limited to ${USER_DATA_BYTES} bytes`);
}
