//! The key sets of a struct: the credentials that are replaced together, each set with its number.

use crate::credential::role::Role;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;

/// The API that one key set signs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// The pair of site ID and Track API key, which counts as one.
    Track,
    App,
    ServiceAccount,
    Pipelines,
    Webhook,
}

impl KeyKind {
    /// `None` for a role whose value the service does not check.
    pub(crate) const fn of(role: Role) -> Option<Self> {
        match role {
            Role::SiteId | Role::TrackApiKey => Some(Self::Track),
            Role::AppApiKey => Some(Self::App),
            Role::ServiceAccountToken => Some(Self::ServiceAccount),
            Role::CdpApiKey => Some(Self::Pipelines),
            Role::WebhookSigningKey => Some(Self::Webhook),
            _ => None,
        }
    }
}

/// The key sets of a struct and of the structs nested in it. A set's number is its place here.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeySets(Vec<(&'static Schema, KeyKind)>);

impl KeySets {
    pub(crate) fn of(schema: &'static Schema) -> Self {
        let mut sets = Self::default();
        schema.each_field(&mut |field| {
            let kind = field.field.role().and_then(KeyKind::of);
            if kind.is_some() && sets.of_field(field).is_none() {
                sets.0.extend(kind.map(|kind| (field.schema, kind)));
            }
        });
        sets
    }

    /// The set that a field belongs to.
    pub(crate) fn of_field(&self, field: SchemaField) -> Option<u32> {
        let kind = field.field.role().and_then(KeyKind::of)?;
        self.position(|(schema, other)| is_same(schema, field.schema) && *other == kind)
    }

    /// The set that signs for a part of the struct: a nested struct, or credentials that were made of it. `None` if the
    /// part does not say which of several workspaces it is.
    pub(crate) fn of_part(&self, part: &Schema, role: Role) -> Option<u32> {
        let kind = KeyKind::of(role)?;
        let of_kind = |(_, other): &(&Schema, KeyKind)| *other == kind;
        let own = self.position(|set| is_same(set.0, part) && of_kind(set));
        own.or_else(|| match self.0.iter().filter(|set| of_kind(set)).count() {
            1 => self.position(of_kind),
            _ => None,
        })
    }

    fn position(&self, is_it: impl Fn(&(&'static Schema, KeyKind)) -> bool) -> Option<u32> {
        self.0.iter().position(is_it).and_then(|number| u32::try_from(number).ok())
    }
}

/// By name: the same constant may have several addresses.
fn is_same(one: &Schema, other: &Schema) -> bool {
    one.name == other.name && one.workspace == other.workspace && one.fields.len() == other.fields.len()
}

/// Some of a struct's key sets, by their number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Sets(u64);

impl Sets {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ALL: Self = Self(u64::MAX);

    /// The set of this number alone; a number past the last bit is in no set.
    pub(crate) const fn one(number: u32) -> Self {
        Self(if number < u64::BITS { 1 << number } else { 0 })
    }

    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn has(self, number: u32) -> bool {
        self.0 & Self::one(number).0 != 0
    }
}
