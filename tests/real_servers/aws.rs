//! AWS, on two independent stand-ins. One of them checks signatures and policies.

use crate::outcome::Billing;
use crate::server::{fault, loads, unused, variable, why};
use crate::silence::login;
use cio_config::{
    AppApiKey, CioCredentials, Environment, Loader, Region, SecretProblem, SiteId, StoreFault, TrackApiKey,
};

/// A stand-in, and a user of it with their keys.
pub(crate) struct Aws {
    address: String,
    id: String,
    secret: String,
}

impl Aws {
    pub(crate) fn of(stand_in: &str, user: &str) -> Self {
        let keys = variable(&format!("{stand_in}_{user}"));
        let (id, secret) = keys.split_once(':').unwrap();
        Self { address: variable(stand_in), id: id.to_owned(), secret: login(secret.to_owned()) }
    }

    fn environment(&self) -> Environment {
        self.add_to(Environment::empty())
    }

    /// An environment that also says where it is, and who asks.
    pub(crate) fn add_to(&self, environment: Environment) -> Environment {
        environment
            .with("AWS_ENDPOINT_URL", &self.address)
            .with("AWS_REGION", "eu-west-1")
            .with("AWS_ACCESS_KEY_ID", &self.id)
            .with("AWS_SECRET_ACCESS_KEY", &self.secret)
    }

    fn loader(&self, reference: &str) -> Loader<Billing> {
        Billing::loader().environment(self.environment().with("CUSTOMERIO_APP_API_KEY", reference))
    }

    fn key(&self, reference: &str) -> String {
        loads(self.loader(reference)).app_key.expose().to_owned()
    }
}

const PLAIN: &str = "ref+awssecrets://prod/app_api_key";
const PARAMETER: &str = "ref+awsssm:///customerio/app_api_key";

#[derive(CioCredentials)]
struct Whole {
    #[cio(reference = "ref+awssecrets://prod/customerio#/site_id")]
    site_id: SiteId,
    #[cio(reference = "ref+awssecrets://prod/customerio#/track_api_key")]
    track_key: TrackApiKey,
    #[cio(reference = "ref+awsssm:///customerio/app_api_key")]
    app_key: AppApiKey,
    #[cio(reference = "ref+awsssm:///customerio/region")]
    region: Region,
}

/// Checks that hold on both stand-ins: one test for each.
macro_rules! on_both {
    ($($(#[$attribute:meta])* fn $name:ident($aws:ident: Aws) $body:block)*) => {
        mod on_ministack {
            use super::*;
            $(#[test] fn $name() { super::$name(Aws::of("MINISTACK", "READER")); })*
        }
        mod on_moto {
            use super::*;
            $(#[test] fn $name() { super::$name(Aws::of("MOTO", "READER")); })*
        }
        $($(#[$attribute])* fn $name($aws: Aws) $body)*
    };
}

on_both! {
fn a_secret_is_a_value_or_a_field_of_json(aws: Aws) {
    assert_eq!(aws.key(PLAIN), "s3cr3t-in-aws");
    assert_eq!(aws.key("ref+awssecrets://prod/customerio#/app_api_key"), "s3cr3t-in-aws");
    assert_eq!(aws.key("ref+awssecrets://prod/binary"), "s3cr3t-in-aws");
}

fn the_version_before_is_read_by_its_stage(aws: Aws) {
    let reference = "ref+awssecrets://prod/customerio?version_stage=AWSPREVIOUS#/app_api_key";
    assert_eq!(aws.key(reference), "s3cr3t-before");
}

fn a_parameter_is_decrypted_and_may_be_json_or_pinned(aws: Aws) {
    assert_eq!(aws.key(PARAMETER), "s3cr3t-in-aws");
    assert_eq!(aws.key("ref+awsssm://customerio/app_api_key"), "s3cr3t-in-aws");
    assert_eq!(aws.key("ref+awsssm:///customerio/json#/app_api_key"), "s3cr3t-in-aws");
    assert_eq!(aws.key("ref+awsssm:///customerio/app_api_key?version=1"), "s3cr3t-before");
}

fn fields_of_one_struct_come_from_both_services(aws: Aws) {
    let whole = loads(Whole::loader().environment(aws.environment()));
    assert_eq!(whole.site_id.expose(), "s3cr3t-site-in-aws");
    assert_eq!(whole.track_key.expose(), "s3cr3t-track-in-aws");
    assert_eq!(whole.app_key.expose(), "s3cr3t-in-aws");
    assert_eq!(whole.region, Region::Eu);
}

fn a_missing_secret_or_field_is_reported(aws: Aws) {
    assert_eq!(fault(aws.loader("ref+awssecrets://prod/no-such-secret")), StoreFault::NotFound);
    assert_eq!(fault(aws.loader("ref+awsssm:///customerio/no-such-parameter")), StoreFault::NotFound);
    let field = why(aws.loader("ref+awssecrets://prod/customerio#/no_such_field"));
    assert_eq!(field, SecretProblem::NoField);
    let plain = why(aws.loader("ref+awssecrets://prod/app_api_key#/app_api_key"));
    assert_eq!(plain, SecretProblem::NotJson);
    let found = "number";
    let number = why(aws.loader("ref+awssecrets://prod/number#/app_api_key"));
    assert_eq!(number, SecretProblem::FieldNotText { found });
}

fn a_deleted_secret_is_not_reported_as_a_missing_one(aws: Aws) {
    assert_eq!(fault(aws.loader("ref+awssecrets://prod/deleted")), StoreFault::Deleted);
}
}

#[test]
fn a_wrong_signature_is_refused() {
    let aws = Aws { secret: login("of-nobody".to_owned()), ..Aws::of("MINISTACK", "READER") };
    assert_eq!(fault(aws.loader(PLAIN)), StoreFault::Unauthenticated);
    assert_eq!(fault(aws.loader(PARAMETER)), StoreFault::Unauthenticated);
}

#[test]
fn an_unknown_key_is_refused() {
    let aws = Aws { id: "AKIAIOSFODNN7EXAMPLE".to_owned(), ..Aws::of("MINISTACK", "READER") };
    assert_eq!(fault(aws.loader(PLAIN)), StoreFault::Unauthenticated);
    assert_eq!(fault(aws.loader(PARAMETER)), StoreFault::Unauthenticated);
}

#[test]
fn a_user_without_permission_is_reported_as_such() {
    let aws = Aws::of("MINISTACK", "STRANGER");
    assert_eq!(fault(aws.loader(PLAIN)), StoreFault::PermissionDenied);
    assert_eq!(fault(aws.loader(PARAMETER)), StoreFault::PermissionDenied);
}

#[test]
fn an_absent_service_is_reported() {
    let aws = Aws { address: unused("http"), ..Aws::of("MINISTACK", "READER") };
    assert_eq!(fault(aws.loader(PLAIN)), StoreFault::Unreachable);
    assert_eq!(fault(aws.loader(PARAMETER)), StoreFault::Unreachable);
}
