//! No key is accepted where another belongs: for every pair of key types, neither is the other, converts into it, or can be
//! borrowed as it. The compiler decides when it builds this program; `ui/swapped-keys` shows how it says so to a user.

use cio_config::{
    AppApiKey, CdpApiKey, Credential, MigrationSiteId, Role, ServiceAccountToken, SiteId, TrackApiKey,
    WebhookSigningKey, WorkspaceId,
};
use std::borrow::Borrow;
use std::marker::PhantomData;
use std::ops::Deref;

/// Whether a type implements a trait, as a constant: an inherent constant, which is there only for types that do, is
/// preferred to the one of the trait, which is there for all.
macro_rules! implements {
    ($type:ty: $($bound:tt)+) => {{
        #[allow(dead_code, reason = "for types that implement the other trait it is not used")]
        trait Otherwise {
            const ANSWER: bool = false;
        }
        struct Asked<T: ?Sized>(PhantomData<T>);
        impl<T: ?Sized> Otherwise for Asked<T> {}
        #[allow(dead_code, reason = "for types that do not, it is not there")]
        impl<T: ?Sized + $($bound)+> Asked<T> {
            const ANSWER: bool = true;
        }
        <Asked<$type>>::ANSWER
    }};
}

/// Whether one type is another, or is taken for it by a conversion or a coercion. Every type converts into itself, and so do
/// two names of one type.
macro_rules! is_taken_for {
    ($one:ty, $other:ty) => {
        implements!($one: TryInto<$other>)
            || implements!(&'static $one: TryInto<$other>)
            || implements!($one: AsRef<$other>)
            || implements!($one: Borrow<$other>)
            || implements!($one: Deref<Target = $other>)
    };
}

/// Every pair of a list, each in both directions.
macro_rules! each_is_taken_for_no_other {
    () => {};
    ($first:ident $($rest:ident)*) => {
        $(
            const _: () = assert!(
                !is_taken_for!($first, $rest) && !is_taken_for!($rest, $first),
                concat!("`", stringify!($first), "` and `", stringify!($rest), "` can be swapped")
            );
        )*
        each_is_taken_for_no_other!($($rest)*);
    };
}

macro_rules! key_types {
    ($($key:ident)*) => {
        each_is_taken_for_no_other!($($key)*);
        const ROLES: &[Role] = &[$(<$key as Credential>::ROLE),*];
    };
}

key_types! {
    SiteId TrackApiKey AppApiKey CdpApiKey WebhookSigningKey ServiceAccountToken MigrationSiteId WorkspaceId
}

/// The check sees each way in which one type is taken for another.
const _: () = {
    type SecondName = AppApiKey;
    assert!(is_taken_for!(AppApiKey, SecondName), "a second name of one type");
    assert!(is_taken_for!(u8, u16), "`From`");
    assert!(is_taken_for!(u16, u8), "`TryFrom`");
    assert!(is_taken_for!(char, char), "itself");
    assert!(
        is_taken_for!(String, Box<str>) && is_taken_for!(Vec<u8>, Box<[u8]>),
        "`From`, of what owns memory"
    );
    assert!(implements!(&'static str: TryInto<String>), "`From` of a reference");
    assert!(implements!(String: AsRef<str>) && implements!(String: Borrow<str>), "`AsRef` and `Borrow`");
    assert!(implements!(String: Deref<Target = str>), "`Deref`");
    assert!(
        !is_taken_for!(String, u8) && !is_taken_for!(u8, String),
        "two types that have nothing to do with each other"
    );
};

#[test]
fn every_role_but_the_region_is_in_the_list_of_key_types() {
    let expected: Vec<Role> = Role::ALL.into_iter().filter(|role| *role != Role::Region).collect();
    let mut listed = ROLES.to_vec();
    listed.sort_by_key(|role| Role::ALL.iter().position(|one| one == role));
    assert_eq!(listed, expected);
}
