//! Numbers over time, as campaigns, broadcasts, newsletters and transactional messages report them.

use std::collections::BTreeMap;

super::lenient::models! {
    /// Metrics of messages, step by step.
    struct Metrics {
        /// One series for each thing that can become of a message: `sent`, `opened`, `bounced`.
        series: BTreeMap<String, Vec<u64>>,
    }

    /// How often a link was clicked.
    struct LinkMetrics {
        /// The link.
        link: Link,
        /// How often, step by step: the series `clicked`.
        metric: Metrics,
    }

    /// A link in a message.
    struct Link {
        /// Its number.
        id: u64,
        /// Its URL.
        href: String,
    }
}
