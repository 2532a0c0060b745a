import { Option } from "commander";

/** Folder of the sandbox when none is named. */
export const DEFAULT_SANDBOX = ".sandbox";

/** `ATOLL_SANDBOX` or `--dir`: two sandboxes share nothing but built tools. */
export function dirOption(): Option {
  return new Option("--dir <dir>", "folder of the sandbox").env("ATOLL_SANDBOX").default(DEFAULT_SANDBOX);
}
