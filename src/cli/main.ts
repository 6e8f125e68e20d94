// NOTE: nothing is imported before the check, so that an old Node says what is wrong instead of tripping over newer syntax elsewhere.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `zunset: Node ${process.versions.node} is too old\n  zunset runs on Node 20.19 and newer: https://nodejs.org\n`,
  );
  process.exitCode = 2;
} else {
  // NOTE: V8's optimising compiler works in threads of its own, and what it makes of a parser is hardly used before a scan is over: with
  // the usual threshold it took a third of all the time. Fifteen times that leaves it what is truly hot. V8 complains on stderr of a flag
  // that it does not know, so only versions that were tried get theirs.
  const later: Readonly<Record<number, string>> = {
    20: "--interrupt-budget=2000000",
    22: "--invocation-count-for-turbofan=45000",
    24: "--invocation-count-for-turbofan=45000",
  };
  const { setFlagsFromString } = await import("node:v8");
  if (later[major]) setFlagsFromString(later[major]);
  const { claimProcess } = await import("../parse/own-process.ts");
  claimProcess();
  const { run } = await import("./run.ts");
  await run(process.argv);
}

export {};
