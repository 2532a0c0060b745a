// Plain JavaScript, so that a Node too old for TypeScript can still say so. Pulumi starts the `node` it finds on PATH.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `atoll: expected Node 22.18 or newer on PATH, got ${process.versions.node}; install Node 24 from nodejs.org\n`,
  );
  // The code by which Pulumi knows that the program has said what is wrong.
  process.exit(32);
}

export default async () => (await import("./program.ts")).runProgram();
