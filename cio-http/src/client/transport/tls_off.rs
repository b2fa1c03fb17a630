//! Without a feature for TLS: a client sends to a sandbox alone.

pub(super) const IS_THERE: bool = false;

macro_rules! without_certificates {
    ($builder:expr) => {
        $builder
    };
}

pub(super) use without_certificates;
