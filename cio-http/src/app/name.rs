//! The name of a route in errors and spans, made from the name of its type: `CampaignMetrics` is
//! `app.campaign_metrics`.

const PREFIX: &[u8] = b"app.";

/// How long the name becomes.
pub(super) const fn length(name: &str) -> usize {
    let name = name.as_bytes();
    let (mut length, mut index) = (PREFIX.len(), 0);
    while index < name.len() {
        length += if index > 0 && name[index].is_ascii_uppercase() { 2 } else { 1 };
        index += 1;
    }
    length
}

/// The name, `LENGTH` bytes of ASCII.
pub(super) const fn snake<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let name = name.as_bytes();
    let mut snake = [b'_'; LENGTH];
    let (mut at, mut index) = (0, 0);
    while at < PREFIX.len() {
        snake[at] = PREFIX[at];
        at += 1;
    }
    while index < name.len() {
        if index > 0 && name[index].is_ascii_uppercase() {
            at += 1;
        }
        snake[at] = name[index].to_ascii_lowercase();
        (at, index) = (at + 1, index + 1);
    }
    snake
}

macro_rules! operation_name {
    ($name:ident) => {{
        const LENGTH: usize = $crate::app::name::length(stringify!($name));
        const SNAKE: [u8; LENGTH] = $crate::app::name::snake(stringify!($name));
        match std::str::from_utf8(&SNAKE) {
            Ok(name) => name,
            Err(_) => panic!("the name of a type is ASCII here"),
        }
    }};
}

pub(super) use operation_name;

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_in_camel_case_becomes_one_with_underscores() {
        const NAME: &str = operation_name!(GetIpAddresses);
        assert_eq!(NAME, "app.get_ip_addresses");
        assert_eq!(operation_name!(ListSegments), "app.list_segments");
    }
}
