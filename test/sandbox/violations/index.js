// What the engine runs in test/sandbox/policy.test.ts.
export default async () => (await import("./program.ts")).violatingProgram();
