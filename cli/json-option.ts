import { Option } from "commander";

/** `--json`: one object on standard output, whose keys are held stable; faults come in the same way. */
export function jsonOption(): Option {
  return new Option("--json", "print one JSON object for a program, faults too");
}
