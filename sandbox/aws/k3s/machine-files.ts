import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import { BOOT_ENV_FILE, CONFIG_FILE } from "../../../fleet/k3s/boot-vocabulary.ts";
import { isObject, type Properties, type Value } from "../../provider/properties.ts";
import { textIn } from "../kind.ts";

/** What a machine of a K3s cluster finds when it starts. */
export interface MachineFiles {
  /** Values of the file that the boot script reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Flags of K3s, as its configuration file has them. */
  readonly config: Properties;
  /** All files, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Encodings of cloud-init. @see https://cloudinit.readthedocs.io/en/latest/reference/modules.html#write-files */
function contentOf(file: Properties): string {
  const text = textIn(file, "content");
  const encoding = textIn(file, "encoding");
  if (encoding === "" || encoding === "text/plain") return text;
  const bytes = Buffer.from(text, encoding.includes("b64") ? "base64" : "latin1");
  return (encoding.includes("gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** Lines `KEY='value'`, as a shell reads them. */
function envOf(text: string): Readonly<Record<string, string>> {
  const lines = [...text.matchAll(/^(\w+)='((?:[^']|'\\'')*)'$/gm)];
  return Object.fromEntries(
    lines.map(([, key = "", value = ""]) => [key, value.replaceAll(String.raw`'\''`, "'")]),
  );
}

/** What user data puts on a machine of a K3s cluster; undefined where it is about something else. */
export function machineFiles(userData: string): MachineFiles | undefined {
  if (!userData.startsWith("#cloud-config\n")) return undefined;
  const document = parse(userData) as Value;
  const written = isObject(document) ? document["write_files"] : [];
  const list = Array.isArray(written) ? (written as readonly Value[]).filter(isObject) : [];
  const files = new Map(list.map((file) => [textIn(file, "path"), contentOf(file)]));
  const [env, config] = [files.get(BOOT_ENV_FILE), files.get(CONFIG_FILE)];
  if (env === undefined) return undefined;
  const flags = config === undefined ? {} : (parse(config) as Value);
  return { env: envOf(env), config: isObject(flags) ? flags : {}, files };
}

/** Values of a flag that may be given several times. */
export function flagValues(config: Properties, flag: string): readonly string[] {
  const value = config[flag];
  const list = Array.isArray(value) ? (value as readonly Value[]) : value === undefined ? [] : [value];
  return list.map(String);
}
