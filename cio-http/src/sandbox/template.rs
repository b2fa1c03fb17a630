//! Templates of routes, as in `PUT /api/v1/customers/{identifier}`.

use http::Method;

/// Whether method and path match a template; a segment in braces matches any.
pub(super) fn matches(template: &str, method: &Method, segments: &[String]) -> bool {
    method_of(template) == method.as_str() && path_matches(template, segments)
}

pub(super) fn path_matches(template: &str, segments: &[String]) -> bool {
    segments_of(template).count() == segments.len()
        && segments_of(template)
            .zip(segments)
            .all(|(expected, found)| expected.starts_with('{') || expected == found)
}

pub(super) fn method_of(template: &str) -> &str {
    template.split_once(' ').map_or("", |(method, _)| method)
}

pub(super) fn segments_of(template: &str) -> impl Iterator<Item = &str> {
    template.split_once(" /").map_or("", |(_, path)| path).split('/')
}
