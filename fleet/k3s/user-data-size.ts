import { USER_DATA_BYTES } from "./boot-vocabulary.ts";

/** User data that EC2 takes. It grows with names and labels alone, which all have a longest length: more is a bug of ours. */
export function fittingUserData(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= USER_DATA_BYTES) return text;
  throw new Error(`user data has ${bytes} bytes, and EC2 takes ${USER_DATA_BYTES}`);
}
