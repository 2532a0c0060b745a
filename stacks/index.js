// Plain JavaScript, so that a Node too old for TypeScript can still say so. Pulumi starts the `node` it finds on PATH.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `atoll: expected Node 22.18 or newer on PATH, got ${process.versions.node}; install Node 24 from nodejs.org\n`,
  );
  // The code by which Pulumi knows that the program has said what is wrong.
  process.exit(32);
}

// Pulumi installs a reader of source maps, which then formats a stack for every promise of every resource. Node strips
// types in place, so there are no maps to read: lines are right without it, and the program needs a fifth less time.
delete Error.prepareStackTrace;

export default async () => (await import("./program.ts")).runProgram();
