// `@customerio/cdp-analytics-node` against the sandbox. It sends batches alone, and asks for no strict mode.
import assert from "node:assert/strict";
import { Analytics } from "@customerio/cdp-analytics-node";
import { during, runCases, sandbox } from "./common.mjs";

/** Sends one call, and waits for its result. */
function send(method, payload, writeKey = sandbox.us.credentials.cdp_api_key) {
  const analytics = new Analytics({ writeKey, host: sandbox.us.pipelines, maxEventsInBatch: 1, maxRetries: 0 });
  const sent = new Promise((resolve, reject) => {
    analytics[method](payload, (error) => (error ? reject(error) : resolve()));
  });
  return sent.finally(() => analytics.closeAndFlush());
}

const common = ({ user_id, message_id, timestamp }) => ({
  userId: user_id,
  messageId: message_id,
  timestamp: new Date(timestamp * 1000),
});

const operations = {
  "pipelines.batch_of_identify": ({ traits, ...rest }) => send("identify", { ...common(rest), traits }),
  "pipelines.batch_of_track": ({ event, properties, ...rest }) => send("track", { ...common(rest), event, properties }),
  "pipelines.batch_of_page": ({ name, url, ...rest }) => send("page", { ...common(rest), name, properties: { url } }),
  "pipelines.batch_of_screen": ({ name, ...rest }) => send("screen", { ...common(rest), name }),
  "pipelines.batch_of_group": ({ group_id, traits, ...rest }) => send("group", { ...common(rest), groupId: group_id, traits }),
  "pipelines.batch_of_alias": ({ previous_id, ...rest }) => send("alias", { ...common(rest), previousId: previous_id }),
};

await runCases("@customerio/cdp-analytics-node", (operation, input) => operations[operation](input), process.argv[2]);

// The documented trap: without strict mode the service drops what it does not take, and answers 200.
for (const [what, key] of [["a wrong key", "f00d".repeat(5)], ["a key of the other region", sandbox.eu.credentials.cdp_api_key]]) {
  const { records, error } = await during(() => send("track", { userId: "42", event: "purchase" }, key));
  assert.equal(error, null, what);
  assert.equal(records.length, 1, what);
  assert.equal(records[0].status, 200, what);
  assert.ok(records[0].reason, `${what}: it is dropped`);
}
