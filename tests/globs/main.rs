//! Both libraries under one glob import: no name of the one is a name of the other.
//!
//! rustc reports a name that two globs export as an error here, so that this program compiles is the test.

#![deny(ambiguous_glob_reexports)]

macro_rules! both {
    ($($test:ident $name:ident = $($path:ident)::+;)*) => {$(
        /// `cio-config` and one module of `cio-http`.
        pub mod $name {
            pub use cio_config::*;
            pub use $($path)::+::*;
        }

        #[test]
        fn $test() {
            // A type of `cio-config`, found through both globs.
            assert_eq!($name::Region::Eu.as_str(), "eu");
        }
    )*};
}

both! {
    the_root_clashes_with_nothing root = cio_http;
    the_app_api_clashes_with_nothing app = cio_http::app;
    batches_clash_with_nothing batch = cio_http::batch;
    the_pipelines_api_clashes_with_nothing pipelines = cio_http::pipelines;
    the_sandbox_clashes_with_nothing sandbox = cio_http::sandbox;
    the_track_api_clashes_with_nothing track = cio_http::track;
    its_second_version_clashes_with_nothing track_v2 = cio_http::track::v2;
    webhooks_clash_with_nothing webhook = cio_http::webhook;
    what_is_written_and_read_clashes_with_nothing wire = cio_http::wire;
}
