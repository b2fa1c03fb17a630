//! References, and their grammar as const fns: the compiler checks a literal with the code that reads a value from a file.

pub(crate) mod backend;
pub(crate) mod grammar;

use crate::reference::backend::Backend;
use crate::text::compare::starts_with;
use crate::text::message::Message;
use std::borrow::Cow;

/// A value that says where the value is: `ref+vault://secret/customerio#/app_api_key`.
///
/// `ref+BACKEND://PATH?PARAMETERS#/FIELD` as vals, helmfile and helm-secrets write it, or `op://VAULT/ITEM/FIELD` as
/// 1Password does. It is the whole value, and never part of another reference. Characters that
/// separate its parts are percent-encoded, as in a URL.
///
/// | backend | path | field | parameters |
/// |---|---|---|---|
/// | `ref+vault` | mount and path | needed | `version` |
/// | `ref+awssecrets` | name or ARN | if it holds JSON | `region`, `version_id`, `version_stage` |
/// | `ref+awsssm` | name or ARN | if it holds JSON | `region`, `version` |
/// | `ref+gcpsecrets` | project and name | if it holds JSON | `version` |
/// | `ref+azurekeyvault` | vault, name, perhaps a version | if it holds JSON | none |
/// | `ref+file` | path of a file | if it holds JSON | none |
/// | `ref+keyring` | service and user | none | none |
/// | `op` | vault, item, perhaps a section, field | none | none |
///
/// ```
/// use cio_config::{Backend, Reference};
///
/// let reference = Reference::parse("ref+vault://secret/customerio?version=2#/app_api_key")?;
/// assert_eq!(reference.backend(), Backend::Vault);
/// assert_eq!(reference.path(), "secret/customerio");
/// assert_eq!(reference.parameter("version").as_deref(), Some("2"));
/// assert_eq!(reference.field(), ["app_api_key"]);
/// # Ok::<(), cio_config::ReferenceFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Reference<'a> {
    text: &'a str,
    backend: Backend,
    path: (usize, usize),
    parameters: (usize, usize),
    field: (usize, usize),
}

/// Why a value is not a reference, and at which byte.
///
/// Holds no part of the value: a value that looks like a reference may be a secret.
///
/// ```
/// use cio_config::Reference;
///
/// let fault = Reference::parse("ref+vault://secret/customerio").unwrap_err();
/// assert_eq!(fault.to_string(), "the vault backend needs a field, as in `#/app_api_key`, at byte 29");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceFault {
    at: usize,
    what: &'static str,
}

impl<'a> Reference<'a> {
    /// Reads a reference.
    ///
    /// # Errors
    /// [`ReferenceFault`] gives the mistake and its place, without any part of the value.
    pub const fn parse(text: &'a str) -> Result<Self, ReferenceFault> {
        grammar::parse(text)
    }

    /// Whether a value is meant as a reference, well-formed or not.
    #[must_use]
    pub const fn is_meant(value: &[u8]) -> bool {
        starts_with(value, b"ref+") || starts_with(value, b"op://")
    }

    /// Where the value is kept.
    #[must_use]
    pub const fn backend(&self) -> Backend {
        self.backend
    }

    /// The reference as it was written.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// Where in the backend it is, decoded.
    #[must_use]
    pub fn path(&self) -> Cow<'a, str> {
        decoded(self.part(self.path))
    }

    /// A parameter, decoded.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<Cow<'a, str>> {
        self.parameters().find_map(|(key, value)| (key == name).then_some(value))
    }

    /// Every parameter, decoded.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let pairs = self.part(self.parameters).split('&').filter_map(|pair| pair.split_once('='));
        pairs.map(|(key, value)| (key, decoded(value)))
    }

    /// The path of the field within the value, decoded; empty for the whole value.
    #[must_use]
    pub fn field(&self) -> Vec<Cow<'a, str>> {
        let field = self.part(self.field);
        if field.is_empty() { Vec::new() } else { field.split('/').map(decoded).collect() }
    }

    fn part(&self, (start, end): (usize, usize)) -> &'a str {
        &self.text[start..end]
    }
}

/// Decodes percent-encoding. The grammar has checked it, so decoding cannot fail.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap_or(b'?'));
        bytes.extend_from_slice(rest.as_bytes());
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// Stops the build if a literal is not a reference; called with the span of the literal.
///
/// # Panics
/// At compile time, with the reference and a mark below the place.
#[track_caller]
pub const fn check_reference(text: &'static str) {
    match Reference::parse(text) {
        Ok(reference) if reference.backend.is_built() => {}
        Ok(reference) => panic!("{}", reference.backend.feature_off().as_str()),
        Err(fault) => panic!("{}", fault.drawn(text).as_str()),
    }
}

impl ReferenceFault {
    /// The byte, from 0, at which the value breaks the grammar.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The fault with the text and a mark below the place: only for a literal, which is not secret.
    const fn drawn(self, text: &str) -> Message {
        let mut message = Message::new(self.what).push("\n    ").push(text).push("\n    ");
        let mut column = 0;
        while column < self.at {
            message = message.push(" ");
            column += 1;
        }
        message.push("^")
    }
}

impl std::fmt::Display for ReferenceFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, at byte {}", self.what, self.at)
    }
}

impl std::error::Error for ReferenceFault {}

impl std::fmt::Debug for Reference<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reference").field("backend", &self.backend).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Reference;

    const fn fault(text: &str) -> Option<usize> {
        match Reference::parse(text) {
            Ok(_) => None,
            Err(fault) => Some(fault.at),
        }
    }

    /// Each row is run at compile time and at run time: a string is a reference, or its fault is at a byte.
    macro_rules! tables {
        (@expected ok) => { None };
        (@expected $at:literal) => { Some($at) };
        ($($name:ident { $($row:ident: $text:literal => $expected:tt)* })*) => {$(
            mod $name {
                use super::fault;
                $(
                    #[test]
                    fn $row() {
                        const EXPECTED: Option<usize> = tables!(@expected $expected);
                        const AT_COMPILE_TIME: Option<usize> = fault($text);
                        assert_eq!(AT_COMPILE_TIME, EXPECTED, "{}", $text);
                        assert_eq!(fault(std::hint::black_box($text)), EXPECTED, "{}", $text);
                    }
                )*
            }
        )*};
    }

    tables! {
        any_backend {
            no_scheme: "secret/customerio" => 0
            unknown_backend: "ref+vaultt://secret/cio#/key" => 4
            no_slashes: "ref+vault:secret/cio#/key" => 9
            empty: "" => 0
            nothing_behind_the_scheme: "ref+file://" => 11
            blank: "ref+file:///run/my key" => 18
            not_ascii: "ref+file:///run/schlüssel" => 20
            cut_percent: "ref+file:///run/a%2" => 17
            bad_percent: "ref+file:///run/a%zz" => 17
            percent: "ref+file:///run/my%20key" => ok
            percent_of_no_utf8: "ref+file:///run/%ff" => 16
            percent_of_two_bytes: "ref+file:///run/schl%C3%BCssel" => ok
            percent_of_three_bytes: "ref+vault://secret/%e9%8d%b5#/%E2%82%AC" => ok
            percent_of_four_bytes: "ref+keyring://%F0%9F%94%91/app" => ok
            percent_of_half_a_letter: "ref+file:///run/%C3ssel" => 16
            percent_of_an_end_alone: "ref+file:///run/%BC" => 16
            percent_of_a_surrogate: "ref+file:///run/%ED%A0%80" => 16
            percent_of_an_overlong_form: "ref+file:///run/%C0%AF" => 16
            percent_of_cut_utf8: "ref+file:///run/a%E2%82" => 17
            nested: "ref+file:///run/ref+vault://x" => 25
            two_values: "ref+file:///a,op://b/c/d" => 16
            parameter_without_value: "ref+vault://secret/cio?version#/key" => 23
            unknown_parameter: "ref+vault://secret/cio?address=evil.example#/key" => 23
            field_without_slash: "ref+vault://secret/cio#key" => 23
            empty_field: "ref+vault://secret/cio#/" => 24
            empty_step: "ref+vault://secret/cio#/a//b" => 26
        }
        vault {
            plain: "ref+vault://secret/customerio#/app_api_key" => ok
            with_data: "ref+vault://secret/data/customerio#/app_api_key" => ok
            with_version: "ref+vault://secret/customerio?version=3#/app_api_key" => ok
            no_field: "ref+vault://secret/customerio" => 29
            mount_alone: "ref+vault://secret#/key" => 18
            up: "ref+vault://secret/../sys#/key" => 19
            double_slash: "ref+vault://secret//cio#/key" => 19
        }
        aws {
            secret: "ref+awssecrets://prod/customerio" => ok
            secret_field: "ref+awssecrets://prod/customerio?region=eu-west-1#/app_api_key" => ok
            arn: "ref+awssecrets://arn:aws:secretsmanager:eu-west-1:1:secret:cio-AbCdEf#/key" => ok
            bad_name: "ref+awssecrets://prod/customer!io" => 30
            parameter: "ref+awsssm://prod/customerio/app_api_key" => ok
            absolute_parameter: "ref+awsssm:///prod/customerio/app_api_key?version=2" => ok
            bad_parameter: "ref+awsssm://prod/customer@io" => 26
            parameter_arn: "ref+awsssm://arn:aws:ssm:eu-west-1:123456789012:parameter/prod/cio#/key" => ok
            parameter_arn_with_version: "ref+awsssm://arn:aws-cn:ssm:cn-north-1:1:parameter/cio?version=2" => ok
            colon_in_parameter: "ref+awsssm://prod/cio:2" => 21
            colon_in_first_step: "ref+awsssm://cio:2" => 16
        }
        gcp {
            plain: "ref+gcpsecrets://my-project/customerio-app-key" => ok
            version: "ref+gcpsecrets://my-project/customerio?version=4#/key" => ok
            no_project: "ref+gcpsecrets://customerio" => 27
            dot_in_name: "ref+gcpsecrets://my-project/customer.io" => 36
            too_many: "ref+gcpsecrets://my-project/a/b" => 29
        }
        azure {
            plain: "ref+azurekeyvault://my-vault/customerio-app-key" => ok
            version: "ref+azurekeyvault://my-vault/customerio-app-key/0123abcd" => ok
            other_cloud: "ref+azurekeyvault://my-vault.vault.azure.cn/app-key" => ok
            underscore: "ref+azurekeyvault://my-vault/app_key" => 32
            no_vault: "ref+azurekeyvault://app-key" => 27
        }
        others {
            relative_file: "ref+file://secrets/app" => ok
            file_field: "ref+file:///run/secrets/cio.json#/app_api_key" => ok
            keyring: "ref+keyring://customerio/app_api_key" => ok
            keyring_field: "ref+keyring://customerio/app#/key" => 28
            keyring_without_user: "ref+keyring://customerio" => 24
            one_password: "op://Private/Customer.io/app key" => ok
            one_password_section: "op://Private/Customer.io/keys/app" => ok
            one_password_short: "op://Private/Customer.io" => 24
            one_password_long: "op://a/b/c/d/e" => 12
            one_password_query: "op://a/b/c?attribute=otp" => 10
        }
    }

    #[test]
    fn parts_are_decoded_once() {
        let reference = Reference::parse("ref+vault://se%2Fcret/a%2520b#/x%2Fy/z").unwrap();
        assert_eq!(reference.path(), "se/cret/a%20b");
        assert_eq!(reference.field(), ["x/y", "z"]);
        let reference = Reference::parse("ref+vault://secret/schl%C3%BCssel#/%E9%8D%B5").unwrap();
        assert_eq!((&*reference.path(), &*reference.field()[0]), ("secret/schlüssel", "鍵"));
    }
}
