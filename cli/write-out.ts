import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Fault, InputError } from "../fleet/check.ts";

/**
 * Writes a file where somebody asked for it, with the folders that lead there.
 *
 * @throws InputError when the place cannot be used.
 */
export function writeOut(path: string, text: string): void {
  makeFolder(dirname(path));
  used(path, () => {
    writeFileSync(path, text);
  });
}

/** Writes more behind what a file has; its folder is there. @throws InputError when the place cannot be used. */
export function appendOut(path: string, text: string): void {
  used(path, () => {
    appendFileSync(path, text);
  });
}

/**
 * Makes a folder, one step after another: asked to make the whole way at once, Node tries for ever where the system
 * has no folders to give, such as in /proc.
 *
 * @throws InputError when the place cannot be used.
 */
export function makeFolder(path: string): void {
  const steps = [resolve(path)];
  for (let at = steps[0] ?? "/"; dirname(at) !== at; at = dirname(at)) steps.unshift(dirname(at));
  for (const step of steps)
    used(step, () => {
      makeStep(step);
    });
}

function makeStep(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isCode(error, "EEXIST") && !isCode(error, "EISDIR")) throw error;
  }
}

/** The fault of a file or folder that the system does not let us use. */
export function unusablePlace(path: string, error: Error): Fault {
  const hint = "name a place that you may write to";
  return {
    file: path,
    path: "",
    expected: "a file or folder that can be used here",
    got: error.message,
    hint,
  };
}

function used(path: string, use: () => void): void {
  try {
    use();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new InputError([unusablePlace(path, error)]);
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
