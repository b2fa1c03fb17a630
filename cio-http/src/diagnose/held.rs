//! The credentials of a client as a checkup needs them: signed once, so that no key is copied.

use super::places::{CredentialPlace, CredentialPlaces};
use super::probe::{Purpose, Question};
use crate::call::signing_headers::SigningHeaders;
use crate::surface::authorization::{basic, bearer, secrets};
use cio_config::{CdpApiKey, CioCredentials, FieldKind, Region, Role, WorkspaceId};
use http::HeaderValue;
use zeroize::Zeroizing;

/// The credential or pair that one finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FindingSubject {
    /// Site ID and Track API key.
    Pair,
    /// One credential.
    One(Role),
}

/// The credentials that a struct holds.
pub(crate) struct HeldCredentials {
    pub(crate) places: CredentialPlaces,
    /// Every subject that there is a value of, in the order of findings.
    pub(crate) subjects: Vec<FindingSubject>,
    /// The requests that can be signed.
    pub(crate) signed: Vec<SignableRequest>,
    pub(crate) workspace_id: Option<WorkspaceId>,
    /// The type fixes the region, so no other may be asked.
    pub(crate) is_pinned: bool,
    /// The CDP API key names its region by a prefix.
    pub(crate) has_prefixed_cdp_key: bool,
    /// Keys that have the length of another kind: the slot, and that kind.
    pub(crate) look_alikes: Vec<(Role, Role)>,
}

/// A request that can be signed.
pub(crate) struct SignableRequest {
    pub(crate) subject: FindingSubject,
    pub(crate) question: Question,
    pub(crate) purpose: Purpose,
    authorization: HeaderValue,
}

/// Subjects that a key signs requests for, in the order in which they are asked.
const ASKED: [(FindingSubject, Question); 3] = [
    (FindingSubject::Pair, Question::Track),
    (FindingSubject::One(Role::AppApiKey), Question::App),
    (FindingSubject::One(Role::CdpApiKey), Question::Pipelines),
];

impl HeldCredentials {
    pub(crate) fn of<C: CioCredentials>(
        credentials: &C,
        places: CredentialPlaces,
        cross_probe: bool,
    ) -> Self {
        let text = |role| credentials.exposed(role);
        let holds_pair = text(Role::SiteId).is_some() && text(Role::TrackApiKey).is_some();
        let of_pair = |role| matches!(role, Role::SiteId | Role::TrackApiKey);
        let mut subjects: Vec<_> = holds_pair.then_some(FindingSubject::Pair).into_iter().collect();
        let alone = |role: &Role| text(*role).is_some() && !(holds_pair && of_pair(*role));
        subjects.extend(Role::ALL.into_iter().filter(alone).map(FindingSubject::One));
        let is_pinned = C::SCHEMA.fields().iter().any(|field| matches!(field.kind(), FieldKind::Pin(_)));
        Self {
            signed: signed(&text, cross_probe),
            places,
            subjects,
            workspace_id: text(Role::WorkspaceId).and_then(|id| id.parse().ok()),
            is_pinned,
            has_prefixed_cdp_key: text(Role::CdpApiKey)
                .and_then(|key| CdpApiKey::new(key).ok())
                .is_some_and(|key| key.region().is_some()),
            look_alikes: look_alikes(&text),
        }
    }

    /// The request that asks whether a credential is good.
    pub(crate) fn own(&self, question: Question) -> Option<&SignableRequest> {
        self.signed.iter().find(|signed| signed.question == question && signed.purpose == Purpose::Itself)
    }

    /// Where the values of a subject are.
    pub(crate) fn places_of(&self, subject: FindingSubject) -> Vec<CredentialPlace> {
        match subject {
            FindingSubject::Pair => {
                [Role::SiteId, Role::TrackApiKey].map(|role| self.places.of(role)).to_vec()
            }
            FindingSubject::One(role) => vec![self.places.of(role)],
        }
    }

    /// Every secret, in the forms that an answer may quote.
    pub(crate) fn secrets(&self) -> Vec<Zeroizing<String>> {
        self.signed.iter().flat_map(|signed| secrets(&signed.authorization)).collect()
    }
}

impl SignableRequest {
    pub(crate) fn headers(&self) -> SigningHeaders {
        SigningHeaders::with(
            self.question.signers(),
            self.authorization.clone(),
            self.question == Question::Pipelines,
        )
    }
}

/// First the credentials themselves, then each in the other region and as another kind.
fn signed<'a>(text: &impl Fn(Role) -> Option<&'a str>, cross_probe: bool) -> Vec<SignableRequest> {
    let mut signed = Vec::new();
    let mut add = |subject, question, purpose, authorization: Option<HeaderValue>| {
        signed.extend(authorization.map(|authorization| SignableRequest {
            subject,
            question,
            purpose,
            authorization,
        }));
    };
    let pair = |user, password| Some(basic(text(user)?, text(password)?));
    let own = |question| match question {
        Question::Track => pair(Role::SiteId, Role::TrackApiKey),
        Question::App => text(Role::AppApiKey).map(bearer),
        Question::Pipelines => text(Role::CdpApiKey).map(|key| basic(key, "")),
    };
    for (subject, question) in ASKED {
        add(subject, question, Purpose::Itself, own(question));
    }
    if !cross_probe {
        return signed;
    }
    let kind = |slot, holds| Purpose::OtherKind { slot, holds };
    let (app, cdp) = (Role::AppApiKey, Role::CdpApiKey);
    add(FindingSubject::Pair, Question::Track, Purpose::OtherRegion, own(Question::Track));
    let swapped = kind(Role::SiteId, Role::TrackApiKey);
    add(FindingSubject::Pair, Question::Track, swapped, pair(Role::TrackApiKey, Role::SiteId));
    add(
        FindingSubject::Pair,
        Question::App,
        kind(Role::TrackApiKey, app),
        text(Role::TrackApiKey).map(bearer),
    );
    add(FindingSubject::One(app), Question::App, Purpose::OtherRegion, own(Question::App));
    for slot in [app, cdp] {
        add(
            FindingSubject::One(slot),
            Question::Track,
            kind(slot, Role::TrackApiKey),
            pair(Role::SiteId, slot),
        );
    }
    add(FindingSubject::One(cdp), Question::App, kind(cdp, app), text(cdp).map(bearer));
    signed
}

/// Observed App API keys have 32 hexadecimal digits, and the others 20. No format is published, so it proves nothing.
fn look_alikes<'a>(text: &impl Fn(Role) -> Option<&'a str>) -> Vec<(Role, Role)> {
    let hex = |role, digits| {
        text(role).is_some_and(|key| key.len() == digits && key.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    let long = [Role::SiteId, Role::TrackApiKey, Role::CdpApiKey].into_iter();
    let long = long.filter(|role| hex(*role, 32)).map(|role| (role, Role::AppApiKey));
    long.chain(hex(Role::AppApiKey, 20).then_some((Role::AppApiKey, Role::TrackApiKey))).collect()
}

/// The other of the two regions.
pub(crate) fn other(region: Region) -> Region {
    if region == Region::Eu { Region::Us } else { Region::Eu }
}
