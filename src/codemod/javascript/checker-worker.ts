import { parentPort } from "node:worker_threads";
import { Compiler, type TypeQuestion } from "./compiler.ts";

const compiler = await Compiler.load();
// What every question needs is made while the calling thread is busy with other things.
compiler.newErrors({ before: new Map([["a.ts", ""]]), after: new Map(), paths: ["a.ts"], config: "" });

parentPort?.on("message", (question: TypeQuestion) => {
  parentPort?.postMessage(compiler.newErrors(question));
});
