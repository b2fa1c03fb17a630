// Requests that are refused or ignored, each for another reason, and what the page must say of it.

const basic = (user, password) => ({ authorization: `Basic ${btoa(`${user}:${password}`)}` });

export function refusedRequests({ us, eu }) {
  const { site_id: site, track_api_key: key, app_api_key: appKey, cdp_api_key: cdp } = us.credentials;
  const track = (path, { method = "PUT", headers = basic(site, key), body = "{}" } = {}) =>
    () => fetch(`${us.track}${path}`, { method, headers, body: method === "GET" ? undefined : body, redirect: "manual" });
  const app = (path, headers, body) => () => fetch(`${us.app}${path}`, { method: "POST", headers, body });
  const bearer = { authorization: `Bearer ${appKey}` };
  const person = "/api/v1/customers/bob";
  const at = (seconds) => JSON.stringify({ plan: "old", _timestamp: seconds });
  const refused = "refused";
  return [
    { name: "no key", send: track(person, { headers: {} }), verdict: refused, why: /the Authorization header is missing/, fix: /give the client its key/ },
    { name: "swapped", send: track(person, { headers: basic(key, site) }), verdict: refused, why: /swapped/, fix: /Swap the two/ },
    { name: "App key on Track", send: track(person, { headers: bearer }), verdict: refused, why: /is the App API key of the us account/, fix: /pair of site ID and Track API key/ },
    { name: "other region", send: track(person, { headers: basic(eu.credentials.site_id, eu.credentials.track_api_key) }), verdict: refused, why: /belongs to the eu account/, fix: /State the region/ },
    { name: "not a key", send: app("/v1/send/email", { authorization: "Bearer 0123456789abcdef0123456789abcdef" }, "{}"), verdict: refused, why: /not a key of this sandbox/, fix: /a key that this sandbox issued/ },
    { name: "no JSON", send: track(person, { body: "plan=pro" }), verdict: refused, why: /not JSON/, fix: /Let a JSON library write it/ },
    { name: "milliseconds as text", send: track(`${person}/events`, { method: "POST", body: '{"name":"n","timestamp":"now"}' }), verdict: refused, why: /whole seconds since 1970/, fix: /not milliseconds/ },
    { name: "a field is missing", send: app("/v1/send/email", bearer, '{"to":"ada@example.com","transactional_message_id":3}'), verdict: refused, why: /Missing required field|is required/, fix: /Add the field/ },
    { name: "neither template nor body", send: app("/v1/send/email", bearer, '{"to":"ada@example.com","identifiers":{"id":"42"}}'), verdict: refused, why: /"body"/, fix: /Name a template/ },
    { name: "wrong method", send: track(person, { method: "PATCH" }), verdict: refused, why: /this path takes PUT and DELETE/, fix: /Use the method/ },
    { name: "wrong API", send: track("/v1/send/email", { method: "POST" }), verdict: refused, why: /this is a route of the App API/, fix: /address of the API/ },
    { name: "empty identifier", send: track("/api/v1/customers//events", { method: "POST" }), verdict: refused, why: /empty segment/, fix: /it was empty/ },
    { name: "too long", send: track(person, { body: JSON.stringify({ note: "x".repeat(1001) }) }), verdict: refused, why: /longer than 1000 bytes/, fix: /Shorten/ },
    { name: "too large", send: track(person, { body: "x".repeat(10_000_001) }), verdict: refused, why: /larger than 10 MB/, fix: /Send less/ },
    { name: "newer", send: track(person, { body: at(1_700_000_100) }), verdict: "accepted", why: /./, fix: /./ },
    { name: "older", send: track(person, { body: at(1_700_000_000) }), verdict: "ignored", why: /timestamp is older/, fix: /the time of this change/ },
    { name: "dropped in silence", send: () => fetch(`${us.pipelines}/v1/track`, { method: "POST", headers: basic(cdp, ""), body: '{"event":"n"}' }), verdict: "ignored", why: /X-Strict-Mode is not set/, fix: /X-Strict-Mode: 1/ },
  ];
}
