//! The Pipelines API, each call alone and in a batch.

use crate::ours::{Input, Known, Ours};
use cio_http::pipelines::{Alias, AnyCall, Batch, Group, Identify, Page, Screen, Track};

pub(crate) fn send(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "pipelines.identify" => ours.call(&identify(input)),
        "pipelines.track" => ours.call(&track(input)),
        "pipelines.page" => ours.call(&page(input)),
        "pipelines.screen" => ours.call(&screen(input)),
        "pipelines.group" => ours.call(&group(input)),
        "pipelines.alias" => ours.call(&alias(input)),
        "pipelines.batch" | "pipelines.batch_of_track" => batch(ours, track(input)),
        "pipelines.batch_of_identify" => batch(ours, identify(input)),
        "pipelines.batch_of_page" => batch(ours, page(input)),
        "pipelines.batch_of_screen" => batch(ours, screen(input)),
        "pipelines.batch_of_group" => batch(ours, group(input)),
        "pipelines.batch_of_alias" => batch(ours, alias(input)),
        _ => return None,
    }
    Some(())
}

fn batch(ours: &Ours, call: impl Into<AnyCall>) {
    let mut batch = Batch::new();
    batch.push(call.into()).expect("it is small");
    ours.call(&batch);
}

/// The two that every call of the table has.
macro_rules! common {
    ($call:expr, $input:ident) => {
        $call.message_id($input.text("message_id")).timestamp($input.number("timestamp"))
    };
}

fn identify(input: Input<'_>) -> Identify {
    common!(Identify::new(input.text("user_id")).attributes(input.value("traits")), input)
}

fn track(input: Input<'_>) -> Track {
    let track = Track::new(input.text("user_id"), input.text("event"));
    common!(track.properties(input.value("properties")), input)
}

fn page(input: Input<'_>) -> Page {
    common!(Page::new(input.text("user_id")).name(input.text("name")).url(input.text("url")), input)
}

fn screen(input: Input<'_>) -> Screen {
    common!(Screen::new(input.text("user_id"), input.text("name")), input)
}

fn group(input: Input<'_>) -> Group {
    let group = Group::new(input.text("user_id"), input.text("group_id"));
    common!(group.attributes(input.value("traits")), input)
}

fn alias(input: Input<'_>) -> Alias {
    common!(Alias::new(input.text("previous_id"), input.text("user_id")), input)
}
