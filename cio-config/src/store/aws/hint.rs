//! Hints for the faults of AWS.

use crate::finding::store_fault::StoreFault;
use crate::store::aws::fault::{NO_ADDRESS, NO_CREDENTIALS, NO_SUCH_NAME, UNUSABLE};
use crate::store::aws::{NO_REGION, Service};

pub(super) fn hint(service: Service, fault: StoreFault) -> Option<&'static str> {
    Some(match (fault, service) {
        (NO_REGION, _) => "set `AWS_REGION`, or write the region in the reference: `?region=eu-west-1`",
        (NO_CREDENTIALS, _) => {
            "give the process a role, or set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`"
        }
        (UNUSABLE, _) => "run `aws sts get-caller-identity` with the same variables, and read its output",
        (NO_ADDRESS, _) => {
            "correct the region, in the reference or in `AWS_REGION`, or the endpoint in `AWS_ENDPOINT_URL`"
        }
        (NO_SUCH_NAME, _) => "correct the name or the version in the reference",
        (StoreFault::NotFound, Service::Secrets) => {
            "check the name, the region and the account, as with `aws secretsmanager describe-secret`"
        }
        (StoreFault::NotFound, Service::Parameters) => {
            "check the name, the region and the account, as with `aws ssm describe-parameters`"
        }
        (StoreFault::Deleted, _) => "restore it with `aws secretsmanager restore-secret`",
        (StoreFault::PermissionDenied, Service::Secrets) => {
            "allow `secretsmanager:GetSecretValue` on it, and `kms:Decrypt` if it is encrypted with a customer managed KMS key"
        }
        (StoreFault::PermissionDenied, Service::Parameters) => {
            "allow `ssm:GetParameters` on it, and `kms:Decrypt` if it is encrypted with a customer managed KMS key"
        }
        (StoreFault::Unauthenticated, _) => {
            "run `aws sts get-caller-identity`: the credentials are wrong or have expired"
        }
        (StoreFault::Failed(Some(400)), _) => "check that the KMS key it is encrypted with is enabled",
        _ => return None,
    })
}
