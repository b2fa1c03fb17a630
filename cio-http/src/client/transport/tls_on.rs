//! With a feature for TLS.

pub(super) const IS_THERE: bool = true;

macro_rules! without_certificates {
    ($builder:expr) => {
        $builder.tls_certs_only([])
    };
}

pub(super) use without_certificates;
