//! The account: its workspaces, its senders, the service's own addresses.

use super::table::routes;
use super::segments::UsedBy;

super::lenient::models! {
    /// A workspace.
    struct Workspace {
        /// Its number.
        id: u64,
        /// Its name.
        name: String,
        /// How many messages it sent in this period.
        messages_sent: u64,
        /// How many of them count for the bill.
        billable_messages_sent: u64,
        /// How many people it has.
        people: u64,
        /// How many types of objects it has.
        object_types: u64,
        /// How many objects it has.
        objects: u64,
    }

    /// A sender of messages.
    struct SenderIdentity: personal {
        /// Its number.
        id: u64,
        /// Its number and when it last changed: `7:1492548073`.
        deduplicate_id: Option<String>,
        /// Its name.
        name: Option<String>,
        /// Its e-mail address.
        email: Option<String>,
        /// Name and address as a header holds them, or a telephone number.
        address: Option<String>,
        /// Its telephone number.
        phone: Option<String>,
        /// `email` or `phone`.
        template_type: Option<String>,
        /// Whether it was generated automatically.
        auto_generated: bool,
        /// Whether the dashboard does not show it.
        hidden: bool,
    }
}

routes! {
    /// All workspaces of the account.
    ListWorkspaces = GET "/v1/workspaces" => Many "workspaces" of Workspace;
    /// All senders.
    ListSenderIdentities = GET "/v1/sender_identities" => Pages "sender_identities" of SenderIdentity, Limit Sorted;
    /// One sender.
    GetSenderIdentity(sender_id: u64) = GET "/v1/sender_identities/{sender_id}" => One "sender_identity" of SenderIdentity;
    /// The campaigns and newsletters that use a sender.
    GetSenderUsage(sender_id: u64) = GET "/v1/sender_identities/{sender_id}/used_by" => Whole of UsedBy;
    /// The addresses that webhooks and e-mails come from. Any credentials will do, for it takes no key.
    GetIpAddresses = GET public "/v1/info/ip_addresses" => Many "ip_addresses" of String;
}
