//! A person's subscription preferences: the topics of the subscription centre.

use crate::wire::{InvalidInput, Object, numbered};

const NAME: &str = "cio_subscription_preferences";

/// Sets one topic and leaves the others as they are, which takes the name with dots.
pub(super) fn set_topic(attributes: &mut Object, topic: u64, subscribed: bool) {
    match checked(topic) {
        Ok(topic) => attributes.set(&format!("{NAME}.topics.topic_{topic}"), &subscribed),
        Err(fault) => attributes.fail(fault),
    }
}

/// Sets all topics; those not named go back to their default.
pub(super) fn set_topics(attributes: &mut Object, topics: impl IntoIterator<Item = (u64, bool)>) {
    let mut object = Object::new("topic");
    for (topic, subscribed) in topics {
        match checked(topic) {
            Ok(topic) => object.set(&format!("topic_{topic}"), &subscribed),
            Err(fault) => object.fail(fault),
        }
    }
    let mut preferences = Object::new("topic");
    preferences.set_object("topics", &object);
    attributes.set_object(NAME, &preferences);
}

fn checked(topic: u64) -> Result<u64, InvalidInput> {
    numbered("topic", "topics", topic)
}

#[cfg(test)]
mod tests {
    use super::{set_topic, set_topics};
    use crate::wire::Object;

    #[test]
    fn one_topic_leaves_the_others_and_all_replace_them() {
        let mut attributes = Object::new("attribute");
        set_topic(&mut attributes, 7, true);
        set_topics(&mut attributes, [(1, true), (2, false)]);
        assert_eq!(
            attributes.to_bytes().unwrap(),
            concat!(
                r#"{"cio_subscription_preferences.topics.topic_7":true,"#,
                r#""cio_subscription_preferences":{"topics":{"topic_1":true,"topic_2":false}}}"#
            )
        );
    }

    #[test]
    fn topics_are_counted_from_1() {
        for set in [|to: &mut Object| set_topic(to, 0, true), |to: &mut Object| set_topics(to, [(0, true)])] {
            let mut attributes = Object::new("attribute");
            set(&mut attributes);
            let fault = attributes.to_bytes().unwrap_err();
            assert_eq!(fault.to_string(), "topic is 0, and topics are counted from 1");
        }
    }
}
