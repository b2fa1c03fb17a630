//! The slots of a struct as a tuple: derived code makes one call for all fields, which costs the compiler less than one each.

use crate::generated::answers::Build;
use crate::generated::asked::Asked;
use crate::generated::nested::Nested;
use crate::generated::slot::Slot;

/// A slot, or a tuple of several.
pub trait Slots {
    /// The values of the fields.
    type Values;
    /// References to the fields of a struct.
    type Fields<'a>
    where
        Self: 'a;

    /// The values of the fields, or `None` after recording their problems.
    fn take(&self, build: &mut Build) -> Option<Self::Values>;

    /// The text that is asked for, if one of the fields holds it.
    fn text<'a>(&self, asked: Asked, fields: Self::Fields<'a>) -> Option<&'a str>;
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

    fn text<'a>(&self, asked: Asked, field: Self::Fields<'a>) -> Option<&'a str> {
        self.text_of(asked, field)
    }
}

/// A nested struct has its own client, so the outer struct does not show its values.
impl<T> Slots for Nested<T> {
    type Values = T;
    type Fields<'a>
        = &'a T
    where
        Self: 'a;

    fn take(&self, build: &mut Build) -> Option<T> {
        (self.build)(build)
    }

    fn text<'a>(&self, _: Asked, _: Self::Fields<'a>) -> Option<&'a str> {
        None
    }
}

/// Tuples up to the width that the derive uses; more slots are tuples of tuples.
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
        #[allow(non_snake_case, unused_variables, clippy::unused_unit, reason = "a slot is named like its type")]
        impl<$($slot: Slots),*> Slots for ($($slot,)*) {
            type Values = ($($slot::Values,)*);
            type Fields<'a>
                = ($($slot::Fields<'a>,)*)
            where
                Self: 'a;

            fn take(&self, build: &mut Build) -> Option<Self::Values> {
                let ($($slot,)*) = self;
                // All are taken before the first `?`, so all problems are reported.
                let ($($slot,)*) = ($($slot.take(build),)*);
                Some(($($slot?,)*))
            }

            fn text<'a>(&self, asked: Asked, fields: Self::Fields<'a>) -> Option<&'a str> {
                let (($($slot,)*), ($($field,)*)) = (self, fields);
                None$(.or_else(|| $slot.text(asked, $field)))*
            }
        }
    };
}
tuples!(A a B b C c D d E e F f G g H h I i J j K k L l);
