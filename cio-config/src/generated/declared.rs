//! The trait that the derive implements: a struct's declaration, and how to build it from answers.

use crate::credential::role::Role;
use crate::generated::answers::Build;
use crate::generated::asked::Asked;
use crate::schema::fields::Schema;

/// A struct as the derive describes it. Loads know this trait alone.
///
/// No item of it is called like one of `CioCredentials`, whose supertrait it is: a generic `C::name` would be ambiguous.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of credentials",
    label = "expected a struct that derives `CioCredentials`",
    note = "put `#[derive(CioCredentials)]` on a struct that holds the keys and the region; for a single key, use \
            `TrackCredentials::new`, `AppCredentials::new` or `PipelinesCredentials::new`",
    note = "pass the struct itself: `load()?` takes it out of the `Result`, and `Client::from_shared` takes an `Arc`"
)]
pub trait Declared: Sized {
    /// The struct: a client knows its type from this alone.
    type Itself;

    /// Whether the struct states its region: a `RegionSlot`, or `InNested`.
    type Region;

    /// The fields, and the attributes of the struct.
    const DECLARATION: &'static Schema;

    /// The text that is asked for, if the struct holds it.
    fn text(&self, asked: Asked) -> Option<&str>;

    /// The struct, or `None` after recording the problems of its fields.
    fn build(build: &mut Build) -> Option<Self>;

    /// The text of the credential of this role, if the struct holds it and it may leave the server.
    fn text_of(&self, role: Role) -> Option<&str> {
        self.text(Asked::shippable(role))
    }

    /// The credential itself, for a request that no surface's type signs: see `expose` of each key.
    fn exposed(&self, role: Role) -> Option<&str> {
        self.text(Asked::any(role))
    }
}
