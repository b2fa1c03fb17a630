// `customerio-node` against the sandbox: every case of the table it has a call for, then wrong keys and regions.
import assert from "node:assert/strict";
import cio from "customerio-node";
import { fails, runCases, sandbox } from "./common.mjs";

const keys = sandbox.us.credentials;
const once = { retry: { maxRetries: 0 } };
const trackClient = (siteId, apiKey) => new cio.TrackClient(siteId, apiKey, { url: `${sandbox.us.track}/api/v1`, ...once });
const appClient = (key) => new cio.APIClient(key, { url: `${sandbox.us.app}/v1`, ...once });
const pipelinesClient = (key, strictMode = true) =>
  new cio.PipelinesClient(key, { url: `${sandbox.us.pipelines}/v1`, strictMode, ...once });

const track = trackClient(keys.site_id, keys.track_api_key);
const app = appClient(keys.app_api_key);
const pipelines = pipelinesClient(keys.cdp_api_key);

const identifiers = ({ id, email }) => (id === undefined ? { email } : { id });
const at = (seconds) => new Date(seconds * 1000).toISOString();
const common = ({ user_id, message_id, timestamp }) => ({ userId: user_id, messageId: message_id, timestamp: at(timestamp) });

function email({ template, id, email, attachments, ...rest }) {
  const request = new cio.SendEmailRequest({
    ...(template === undefined ? {} : { transactional_message_id: template }),
    identifiers: identifiers({ id, email }),
    ...rest,
  });
  for (const [name, text] of Object.entries(attachments ?? {})) request.attach(name, Buffer.from(text));
  return app.sendEmail(request);
}

const message = (Request, { template, id, ...rest }) =>
  new Request({ transactional_message_id: template, identifiers: { id }, ...rest });

function broadcast({ broadcast, data, segment, per_user_data, ...audience }) {
  if (segment !== undefined) audience = { segment: { id: segment } };
  if (per_user_data !== undefined) audience = { per_user_data: per_user_data.map(([id, data]) => ({ id, data })) };
  return app.triggerBroadcast(broadcast, data, audience);
}

const person = (id, attributes) => ({ type: "person", action: "identify", identifiers: { id }, attributes });

const operations = {
  "track.identify": ({ id, attributes }) => track.identify(id, attributes),
  "track.identify_with_slash": ({ id, attributes }) => track.identify(id, attributes),
  "track.add_device": ({ id, token, platform }) => track.addDevice(id, token, platform),
  "track.add_device_with_attributes": ({ id, token, platform, last_used, attributes }) =>
    track.addDevice(id, token, platform, { last_used, ...attributes }),
  "track.delete_device": ({ id, token }) => track.deleteDevice(id, token),
  "track.event": ({ id, name, data, event_id, timestamp }) => track.track(id, { name, data, id: event_id, timestamp }),
  "track.page": ({ id, name }) => track.trackPageView(id, name),
  "track.anonymous_event": ({ anonymous_id, name, data, event_id }) =>
    track.trackAnonymous(anonymous_id, { name, data, id: event_id }),
  "track.invite": ({ recipient, name, event_id }) => track.trackAnonymous("", { name, data: { recipient }, id: event_id }),
  "track.merge_people": ({ primary, secondary }) => track.mergeCustomers(...primary, ...secondary),
  "track.suppress_person": ({ id }) => track.suppress(id),
  "track.unsuppress_person": ({ id }) => track.unsuppress(id),
  "track.delete_person": ({ id }) => track.destroy(id),
  "track.report_push_metric": ({ delivery_id, token, metric, timestamp }) =>
    track.trackPush({ delivery_id, device_id: token, event: metric, timestamp }),
  "track.v2.batch": ({ people, delete: id }) =>
    track.batch([...people.map(([id, attributes]) => person(id, attributes)), { type: "person", action: "delete", identifiers: { id } }]),

  "app.send_email": email,
  "app.send_email_in_full": email,
  "app.send_email_untemplated": email,
  "app.send_push": (input) => app.sendPush(message(cio.SendPushRequest, input)),
  "app.send_sms": (input) => app.sendSMS(message(cio.SendSMSRequest, input)),
  "app.send_whatsapp": (input) => app.sendWhatsApp(message(cio.SendWhatsAppRequest, input)),
  "app.send_in_app": (input) => app.sendInApp(message(cio.SendInAppRequest, input)),
  "app.send_inbox_message": (input) => app.sendInboxMessage(message(cio.SendInboxMessageRequest, input)),
  "app.trigger_broadcast": broadcast,
  "app.find_customers": ({ email }) => app.getCustomersByEmail(email),
  "app.search_customers": ({ attribute: [field, value], limit }) =>
    app.searchCustomers({ attribute: { field, operator: "eq", value } }, { limit }),
  "app.get_customer_attributes": ({ id, id_type }) => app.getAttributes(id, id_type),
  "app.get_customers_attributes": ({ ids }) => app.getCustomersAttributes(ids),
  "app.get_customer_segments": ({ id, id_type }) => app.getCustomerSegments(id, id_type),
  "app.get_customer_messages": ({ id, id_type, limit, start, since, until }) =>
    app.getCustomerMessages(id, { idType: id_type, limit, start, start_ts: since, end_ts: until }),
  "app.get_customer_activities": ({ id, ...options }) => app.getCustomerActivities(id, options),
  "app.get_customer_relationships": ({ id, limit }) => app.getCustomerRelationships(id, { limit }),
  "app.get_subscription_preferences": ({ id, language }) => app.getCustomerSubscriptionPreferences(id, { language }),
  "app.list_segments": () => app.listSegments(),
  "app.create_segment": (segment) => app.createSegment(segment),
  "app.get_segment": ({ segment }) => app.getSegment(segment),
  "app.get_segment_count": ({ segment }) => app.getSegmentCustomerCount(segment),
  "app.get_segment_membership": ({ segment, ...options }) => app.getSegmentMembership(segment, options),
  "app.delete_segment": ({ segment }) => app.deleteSegment(segment),
  "app.list_exports": () => app.listExports(),
  "app.export_customers": ({ segment }) => app.createCustomersExport({ segment: { id: segment } }),
  "app.get_export": (input) => app.getExport(input.export),
  "app.download_export": (input) => app.downloadExport(input.export),
  "app.get_broadcast_trigger": ({ broadcast, trigger }) => app.getBroadcastTriggerStatus(broadcast, trigger),
  "app.list_activities": (options) => app.listActivities(options),
  "app.list_workspaces": () => app.listWorkspaces(),
  "app.get_ip_addresses": () => app.getIpAddresses(),
  "app.find_suppression": ({ email }) => app.searchSuppression(email),
  "app.suppress_address": ({ type, email }) => app.createSuppression(type, email),
  "app.update_snippet": (snippet) => app.updateSnippet(snippet),
  "app.delete_snippet": ({ name }) => app.deleteSnippet(name),
  "app.create_reporting_webhook": (webhook) => app.createReportingWebhook(webhook),
  "app.list_newsletters": (options) => app.listNewsletters(options),
  "app.update_attribute_metadata": ({ attributes }) => app.batchUpdateAttributes(attributes),
  "app.update_event_metadata": ({ events }) => app.batchUpdateEvents(events),
  "app.get_object_attributes": ({ object }) => app.getObjectAttributes(...object),
  "app.get_transactional": ({ transactional }) => app.getTransactionalMessage(transactional),

  "pipelines.identify": ({ traits, ...rest }) => pipelines.identify({ ...common(rest), traits }),
  "pipelines.track": ({ event, properties, ...rest }) => pipelines.track({ ...common(rest), event, properties }),
  "pipelines.page": ({ name, url, ...rest }) => pipelines.page({ ...common(rest), name, properties: { url } }),
  "pipelines.screen": ({ name, ...rest }) => pipelines.screen({ ...common(rest), name }),
  "pipelines.group": ({ group_id, traits, ...rest }) => pipelines.group({ ...common(rest), groupId: group_id, traits }),
  "pipelines.alias": ({ previous_id, ...rest }) => pipelines.alias({ ...common(rest), previousId: previous_id }),
  "pipelines.batch": ({ event, properties, ...rest }) => pipelines.batch([{ type: "track", ...common(rest), event, properties }]),
};

/** Most of its methods are a path and perhaps a body; for those the table names the method. */
function call(operation, input) {
  if (input.path === undefined) return operations[operation](input);
  const { customerio_node: method, path, body } = input;
  return app[method](...path, ...(body === undefined ? [] : [body]));
}

await runCases("customerio-node", call, process.argv[2]);

const event = { userId: "42", event: "purchase" };
const eu = sandbox.eu.credentials;
await fails("a wrong Track key", () => trackClient(keys.site_id, "f00d".repeat(5)).identify("42"), 401, /is not a key of this sandbox/);
await fails("a wrong App key", () => appClient("f00d".repeat(8)).listExports(), 401, /is not a key of this sandbox/);
await fails("a wrong CDP key", () => pipelinesClient("f00d".repeat(5)).track(event), 401, /is not a key of this sandbox/);
await fails("an App key of the other region", () => appClient(eu.app_api_key).listExports(), 401, /eu/);
await fails("a CDP key of the other region", () => pipelinesClient(eu.cdp_api_key).track(event), 401, /eu/);

// It follows the redirect, without the key, since a sandbox is not a host of Customer.io: refused there.
const records = await fails("a Track pair of the other region", () => trackClient(eu.site_id, eu.track_api_key).identify("42"), 401, /Authorization/);
assert.deepEqual(records.map(({ region, status }) => [region, status]), [["us", 301], ["eu", 401]]);
