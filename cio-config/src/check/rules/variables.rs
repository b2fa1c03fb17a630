//! Whether two fields read one variable.

use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind};
use crate::schema::names::{self, Name};

/// Whether two fields read one variable. The usual variables of two roles never meet, so only a name that a field chose can be
/// another field's.
pub(super) const fn are_shared(left: &Field, right: &Field) -> bool {
    (chooses_names(left) || chooses_names(right)) && share(left, None, right, None)
}

const fn chooses_names(field: &Field) -> bool {
    field.env.is_some() || matches!(field.kind, FieldKind::Setting | FieldKind::Nested(_))
}

const fn share(
    left: &Field,
    of_left: Option<&'static str>,
    right: &Field,
    of_right: Option<&'static str>,
) -> bool {
    if let FieldKind::Nested(schema) = left.kind {
        let mut index = 0;
        while index < schema.fields.len() {
            if share(&schema.fields[index], schema.workspace, right, of_right) {
                return true;
            }
            index += 1;
        }
        return false;
    }
    if matches!(right.kind, FieldKind::Nested(_)) {
        return share(right, of_right, left, of_left);
    }
    if belongs_to_account(left) && belongs_to_account(right) {
        return false;
    }
    let mut index = 0;
    while let Some(name) = names::variable(left, of_left, index) {
        if reads(right, of_right, name) {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether `field` reads a variable of this name, or one of the two reads the other's `_FILE`.
const fn reads(field: &Field, workspace: Option<&'static str>, name: Name) -> bool {
    let mut index = 0;
    while let Some(own) = names::variable(field, workspace, index) {
        let same = own.hash() == name.hash();
        let file =
            (own.usual && own.file_hash() == name.hash()) || (name.usual && own.hash() == name.file_hash());
        if same || file {
            return true;
        }
        index += 1;
    }
    false
}

/// Values of the account are the same in every workspace, so several structs may read one variable.
const fn belongs_to_account(field: &Field) -> bool {
    matches!(field.role(), Some(Role::Region | Role::ServiceAccountToken)) && field.env.is_none()
}
