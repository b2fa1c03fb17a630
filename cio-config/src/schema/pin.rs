//! The pins `Us` and `Eu`, which fix the region in a type.

use crate::credential::fault::KeyFault;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::credential::sealed::{Credential, Sealed};
use crate::credential::value::Value;
use crate::schema::field_type::FieldType;
use crate::schema::fields::{FieldKind, Presence};
use std::fmt;

/// A type that fixes the region: [`Us`] or [`Eu`].
///
/// A field `region: Eu` is the European Union or does not load, and no host elsewhere can be reached from that type.
/// A struct may be generic over its pin.
///
/// ```
/// use cio_config::{Eu, Pin, Region};
///
/// fn host<P: Pin>(_: P) -> &'static str {
///     if P::REGION == Region::Eu { "track-eu.customer.io" } else { "track.customer.io" }
/// }
/// assert_eq!(host(Eu), "track-eu.customer.io");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pinned region",
    label = "expected `Us` or `Eu`",
    note = "the type parameter of a region is `Us` or `Eu`; where the region is read at load, write `region: Region` instead"
)]
pub trait Pin: Credential + FieldType + Copy + Default + fmt::Debug {
    /// The region that the type pins.
    const REGION: Region;
}

macro_rules! pin {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name;

        #[diagnostic::do_not_recommend]
        impl Pin for $name {
            const REGION: Region = Region::$name;
        }

        impl From<$name> for Region {
            fn from(_: $name) -> Self {
                Self::$name
            }
        }

        impl Sealed for $name {}

        impl Credential for $name {
            const ROLE: Role = Role::Region;

            fn from_text(text: &str) -> Result<Self, KeyFault> {
                match text.parse()? {
                    Region::$name => Ok(Self),
                    found => Err(KeyFault::OtherRegion { found, pinned: Self::REGION }),
                }
            }

            fn shippable(&self) -> Option<&str> {
                Some(Self::REGION.as_str())
            }
        }
    };
}

pin! {
    /// Fixes the region to the United States.
    ///
    /// ```
    /// use cio_config::{Region, Us};
    ///
    /// assert_eq!(Region::from(Us), Region::Us);
    /// ```
    Us
}

pin! {
    /// Fixes the region to the European Union.
    ///
    /// ```
    /// use cio_config::{Eu, Region};
    ///
    /// assert_eq!(Region::from(Eu), Region::Eu);
    /// ```
    Eu
}

macro_rules! pinned {
    ($($name:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl FieldType for $name {
            const KIND: FieldKind = FieldKind::Pin(Some(Self::REGION));
            const PRESENCE: Presence = Presence::Pinned;

            fn read(value: Value) -> Result<Self, KeyFault> {
                Self::from_text(value.text()?)
            }

            fn absent() -> Option<Self> {
                Some(Self)
            }

            fn shown(&self) -> Option<&str> {
                Credential::shippable(self)
            }
        }
    )*};
}
pinned!(Us Eu);

#[cfg(test)]
mod tests {
    use super::{Eu, Us};
    use crate::credential::fault::KeyFault;
    use crate::credential::region::Region;
    use crate::credential::sealed::Credential;

    #[test]
    fn a_pin_refuses_the_other_region() {
        assert_eq!(Us::from_text("global"), Ok(Us));
        assert_eq!(Eu::from_text("us"), Err(KeyFault::OtherRegion { found: Region::Us, pinned: Region::Eu }));
    }
}
