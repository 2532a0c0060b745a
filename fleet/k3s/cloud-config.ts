import { gzipSync } from "node:zlib";
import { Document } from "yaml";

/** A file that a machine finds at its first start. */
export interface MachineFile {
  readonly path: string;
  readonly content: string;
  /** @default - read and written by root alone */
  readonly mode?: "0644" | "0755";
  /** Written compressed, for user data has little room; on the machine it stands as it is. @default false */
  readonly packed?: boolean;
}

/** Place in the head of a gzip file that names the system which packed it, and the value for none. @see https://www.rfc-editor.org/rfc/rfc1952 */
const SYSTEM_BYTE = 9;
const NO_SYSTEM = 255;

/** The same bytes wherever they are packed: others would be another template, and new machines. */
function packedText(text: string): string {
  const bytes = gzipSync(text, { level: 9 });
  bytes[SYSTEM_BYTE] = NO_SYSTEM;
  return bytes.toString("base64");
}

/**
 * User data in the form of cloud-init: files, and commands after them.
 *
 * @see https://cloudinit.readthedocs.io/en/latest/reference/modules.html#write-files
 */
export function cloudConfig(files: readonly MachineFile[], commands: readonly (readonly string[])[]): string {
  const write_files = files.map(({ path, content, mode = "0600", packed = false }) => ({
    path,
    permissions: mode,
    ...(packed ? { encoding: "gz+b64", content: packedText(content) } : { content }),
  }));
  const document = new Document({ write_files, runcmd: commands });
  return `#cloud-config\n${document.toString({ lineWidth: 0, indentSeq: false, indent: 2 })}`;
}

/** Lines `KEY='value'`, as a shell reads them. */
export function envText(values: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}='${value.replaceAll("'", String.raw`'\''`)}'\n`],
  );
  return lines.join("");
}
