// What a web page from elsewhere tries, what fills memory, and what wears the program out.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { start } from "./sandbox.mjs";

const EVENTS = Number(process.env.EVENTS ?? 20_000);
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export async function attack(browser, sandbox, step) {
  await otherPages(browser, sandbox);
  step("a page from elsewhere, and a name that leads here, read and change nothing");
  await bodies(sandbox);
  step("a body above 10 MB is refused");
  await descriptors();
  step("without descriptors it waits, and goes on afterwards");
  await connections(sandbox);
  step("2000 half requests leave it answering");
  await memory(step);
}

async function otherPages(browser, sandbox) {
  const port = new URL(sandbox.page).port;
  const site = createServer((_, answer) => answer.end("<!DOCTYPE html><title>elsewhere</title>")).listen(0, "127.0.0.1");
  await new Promise((resolve) => { site.on("listening", resolve); });
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://localhost:${site.address().port}/`);
  const results = await page.evaluate(async (root) => {
    const attempt = (path, options) => fetch(`${root}${path}`, options).then((answer) => answer.text(), () => "blocked");
    const loads = (make) => new Promise((resolve) => {
      const element = make();
      element.onload = () => resolve("loaded");
      element.onerror = () => resolve("blocked");
      document.body.append(element);
    });
    const script = () => Object.assign(document.createElement("script"), { src: `${root}received` });
    return [
      await attempt("received"),
      await attempt("addresses", { mode: "no-cors" }),
      await attempt("faults", { method: "POST", mode: "no-cors", body: '{"before":"reset","always":true}' }),
      await attempt("settings", { method: "POST", mode: "no-cors", body: '{"latency_ms":600000}' }),
      await attempt("received", { method: "DELETE" }),
      await loads(script),
    ];
  }, sandbox.page);
  assert(results.every((result) => result === "blocked" || result === ""), JSON.stringify(results));
  await page.context().close();
  site.close();

  // DNS rebinding: the attacker's name leads to 127.0.0.1, so the browser sends its own page's name as Host.
  const read = await raw(port, "GET /_sandbox/addresses HTTP/1.1\r\nhost: attacker.example\r\nconnection: close\r\n\r\n");
  assert(read.startsWith("HTTP/1.1 403 ") && !read.includes("facade"), read);
  const summary = await (await fetch(`${sandbox.page}summary`)).json();
  assert.deepEqual([summary.faults, summary.latency_ms], [[], 0]);
}

async function bodies(sandbox) {
  const port = new URL(sandbox.page).port;
  const answer = await raw(port, "POST /api/v1/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999999\r\n\r\n");
  assert(answer.startsWith("HTTP/1.1 413 "), answer);
}

/** Sends bytes, and reads the first that come. */
function raw(port, bytes) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (data) => { resolve(String(data)); socket.destroy(); });
    socket.on("error", reject);
    socket.setTimeout(25_000, () => reject(new Error("no answer")));
  });
}

const ticks = (pid) => readFileSync(`/proc/${pid}/stat`, "utf8").split(" ").slice(13, 15).map(Number).reduce((one, other) => one + other);

async function descriptors() {
  const sandbox = await start([], "ulimit -n 40");
  const port = new URL(sandbox.page).port;
  const held = Array.from({ length: 80 }, () => connect(port, "127.0.0.1").on("error", () => {}));
  await pause(500);
  const before = ticks(sandbox.pid);
  await pause(1500);
  const used = ticks(sandbox.pid) - before;
  assert(used <= 15, `${used} hundredths of a second of processor time in 1.5 s`);
  held.forEach((socket) => socket.destroy());
  const answer = await fetch(`${sandbox.page}health`);
  assert.equal(answer.status, 200);
  await sandbox.stop();
}

async function connections(sandbox) {
  const port = new URL(sandbox.page).port;
  const half = "POST /api/v1/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\nx";
  const held = Array.from({ length: 2000 }, () => {
    const socket = connect(port, "127.0.0.1", () => socket.write(half));
    return socket.on("error", () => {});
  });
  await pause(300);
  // Those that do nothing for five seconds make room.
  const answer = await raw(port, "GET /_sandbox/health HTTP/1.1\r\nhost: localhost\r\n\r\n");
  assert(answer.startsWith("HTTP/1.1 200 "), answer);
  held.forEach((socket) => socket.destroy());
}

const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

async function memory(step) {
  const sandbox = await start([]);
  const sent = spawnSync(process.env.SENDER, ["--events", String(EVENTS)], { env: { ...process.env, SANDBOX: sandbox.line }, encoding: "utf8" });
  assert.equal(sent.status, 0, sent.stderr);
  const summary = await (await fetch(`${sandbox.page}summary`)).json();
  assert.deepEqual([summary.ever, summary.events], [EVENTS, EVENTS]);
  const megabytes = resident(sandbox.pid);
  const limit = 60 + (EVENTS * 240) / 200_000;
  assert(megabytes < limit, `${megabytes} MB after ${EVENTS} events, limit ${limit}`);
  step(`${EVENTS} events leave it at ${megabytes.toFixed(0)} MB`);
  await sandbox.stop();
}
