#!/usr/bin/env bash
# Customer.io's Node client for Pipelines sends a batch four times that a wrong key or its size can never get through.
#
# @customerio/cdp-analytics-node 0.5.9 (npm), Node.js 20.
# Guess: like a 400, a 401 (wrong key) and a 413 (too large) are final; the client retries what may pass.
# Seen: only 400 is final. 401 and 413 are sent maxRetries + 1 times, and the pause between two grows from 25 ms to one
# second, not to what `Retry-After` says: a 429 that asks for 30 seconds is repeated three times within two.
set -euo pipefail
# What npm trusts beside its own list: a company may sign connections itself.
export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @customerio/cdp-analytics-node@0.5.9

cat >refused.js <<'JS'
const assert = require("node:assert");
const http = require("node:http");
const { Analytics } = require("@customerio/cdp-analytics-node");

let status, requests;
const server = http.createServer((request, response) => {
  request.resume().on("end", () => {
    requests += 1;
    response.writeHead(status, { "content-length": 0, "retry-after": "30" }).end();
  });
});

server.listen(0, "127.0.0.1", async () => {
  const expected = { 400: 1, 401: 4, 413: 4, 429: 4 };
  for (const code of Object.keys(expected)) {
    [status, requests] = [Number(code), 0];
    const host = `http://127.0.0.1:${server.address().port}`;
    const client = new Analytics({ writeKey: "key", host, maxEventsInBatch: 1 });
    const start = Date.now();
    await new Promise((done) => client.track({ userId: "42", event: "paid" }, done));
    console.log(`${code}: sent ${requests} times`);
    assert.strictEqual(requests, expected[code]);
    assert(Date.now() - start < 15000, "it waits as asked");
  }
  server.close(() => process.exit());
});
JS
node refused.js
