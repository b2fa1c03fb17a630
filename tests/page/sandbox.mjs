// Starts the sandbox program, and stops it.
import { spawn } from "node:child_process";

export async function start(options, shell = "") {
  const program = process.env.SANDBOX_PROGRAM;
  const [command, rest] = shell
    ? ["sh", ["-c", `${shell}; exec "$@"`, "sh", program, ...options]]
    : [program, options];
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  let out = "";
  let told = "";
  child.stderr.on("data", (data) => { told += data; });
  const line = await new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => {
      out += data;
      if (out.includes("\n")) resolve(out.split("\n")[0]);
    });
    child.on("close", () => reject(new Error(`the sandbox ended: ${told}`)));
  });
  const { us, eu } = JSON.parse(line);
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  return { line, us, eu, page: `${us.track}/_sandbox/`, pid: child.pid, stop };
}
