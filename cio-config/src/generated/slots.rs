//! The slots of a struct as one: generated code asks once for all fields, which costs the compiler less than a call each.

use crate::credential::role::Role;
use crate::generated::answers::Build;
use crate::generated::nested::Nested;
use crate::generated::slot::Slot;

/// A slot, or a tuple of several.
pub trait Slots {
    /// The values of the fields.
    type Values;
    /// The fields of a struct that stands.
    type Fields<'a>
    where
        Self: 'a;

    /// The values of the fields, or `None` after filing what is wrong with any of them.
    fn take(&self, build: &mut Build) -> Option<Self::Values>;

    /// The text of the credential of this role, if one of the fields holds it and it may leave the server.
    fn shown<'a>(&self, role: Role, fields: Self::Fields<'a>) -> Option<&'a str>;
}

impl<T> Slots for Slot<T> {
    type Values = T;
    type Fields<'a>
        = &'a T
    where
        Self: 'a;

    fn take(&self, build: &mut Build) -> Option<T> {
        build.take(self)
    }

    fn shown<'a>(&self, role: Role, field: Self::Fields<'a>) -> Option<&'a str> {
        self.text_of(role, field)
    }
}

/// A struct within the struct shows what it holds itself.
impl<T> Slots for Nested<T> {
    type Values = T;
    type Fields<'a>
        = &'a T
    where
        Self: 'a;

    fn take(&self, build: &mut Build) -> Option<T> {
        (self.build)(build)
    }

    fn shown<'a>(&self, _: Role, _: Self::Fields<'a>) -> Option<&'a str> {
        None
    }
}

/// Tuples of as many as the derive puts side by side; more are tuples in a tuple.
macro_rules! tuples {
    ($($slot:ident $field:ident)*) => {
        tuples!(@each [] $($slot $field)*);
    };
    (@each [$($slot:ident $field:ident)*]) => {
        tuples!(@one $($slot $field)*);
    };
    (@each [$($slot:ident $field:ident)*] $next:ident $of_next:ident $($other:tt)*) => {
        tuples!(@one $($slot $field)*);
        tuples!(@each [$($slot $field)* $next $of_next] $($other)*);
    };
    (@one $($slot:ident $field:ident)*) => {
        #[allow(non_snake_case, unused_variables, clippy::unused_unit, reason = "a slot is called like its type")]
        impl<$($slot: Slots),*> Slots for ($($slot,)*) {
            type Values = ($($slot::Values,)*);
            type Fields<'a>
                = ($($slot::Fields<'a>,)*)
            where
                Self: 'a;

            fn take(&self, build: &mut Build) -> Option<Self::Values> {
                let ($($slot,)*) = self;
                // All are taken before the first `?`, so all problems are told.
                let ($($slot,)*) = ($($slot.take(build),)*);
                Some(($($slot?,)*))
            }

            fn shown<'a>(&self, role: Role, fields: Self::Fields<'a>) -> Option<&'a str> {
                let (($($slot,)*), ($($field,)*)) = (self, fields);
                None$(.or_else(|| $slot.shown(role, $field)))*
            }
        }
    };
}
tuples!(A a B b C c D d E e F f G g H h I i J j K k L l);
