// What both JavaScript scripts share: the table, the sandbox's record, and the lines they write.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

export const sandbox = JSON.parse(process.env.SANDBOX);
const { cases } = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

/** Everything that the sandbox has received. */
export async function received() {
  const answer = await fetch(`${sandbox.us.track}/_sandbox/received`);
  return answer.json();
}

/** What the sandbox receives while `call` runs, and whether the client said that it failed. */
export async function during(call) {
  const before = (await received()).length;
  let error = null;
  try {
    await call();
  } catch (caught) {
    error = caught;
  }
  return { records: (await received()).slice(before), error };
}

/**
 * Runs every case of one client, each of which is one request, and writes what came to `file`.
 * `call(operation, input)` gives the call for a case.
 */
export async function runCases(client, call, file) {
  const lines = [];
  for (const [index, { operation, input, clients }] of cases.entries()) {
    if (!clients.includes(client)) continue;
    const { records, error } = await during(() => call(operation, input));
    assert.equal(records.length, 1, `${operation}: ${records.length} requests, ${error}`);
    assert.equal(error === null, records[0].status < 300, `${operation}: ${records[0].status}, ${error}`);
    lines.push({ case: index, record: records[0] });
  }
  writeFileSync(file, JSON.stringify({ client, lines }));
  console.log(`${client}: ${lines.length} cases`);
}

/** The last request was refused so, and the client said that it failed. */
export async function fails(what, call, status, reason) {
  const { records, error } = await during(call);
  assert.ok(error, `${what}: the client did not say that it failed`);
  assert.equal(records.at(-1).status, status, `${what}: ${JSON.stringify(records.at(-1))}`);
  assert.match(records.at(-1).reason, reason, what);
  return records;
}
