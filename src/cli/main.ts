// NOTE: nothing is imported before the check, so that an old Node says what is wrong instead of tripping over newer syntax elsewhere.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `zunset: Node ${process.versions.node} is too old\n  zunset runs on Node 20.19 and newer: https://nodejs.org\n`,
  );
  process.exitCode = 2;
} else {
  const { claimProcess } = await import("../parse/own-process.ts");
  claimProcess();
  const { run } = await import("./run.ts");
  await run(process.argv);
}

export {};
