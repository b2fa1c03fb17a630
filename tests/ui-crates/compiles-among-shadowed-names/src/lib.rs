//! The derive where the names it could use mean something else.

#![allow(dead_code, non_camel_case_types, unused_macros)]

mod std {}
mod core {}
mod cio_config {}
struct Option;
struct Result;
struct String;
struct Box;
struct Some;
struct None;
struct Ok;
struct Err;
struct Self_;
trait CioCredentials {}
trait Provides {}
enum bool {}
enum str {}

macro_rules! concat {
    ($($tokens:tt)*) => {
        compile_error!("the wrong concat")
    };
}
macro_rules! env {
    ($($tokens:tt)*) => {
        compile_error!("the wrong env")
    };
}
macro_rules! include_str {
    ($($tokens:tt)*) => {
        compile_error!("the wrong include_str")
    };
}

/// Keys.
#[derive(::cio_config::CioCredentials)]
#[cio(env_example = ".env.example")]
pub struct Billing {
    app_key: ::cio_config::AppApiKey,
    cdp_key: ::core::option::Option<::cio_config::CdpApiKey>,
    region: ::cio_config::Region,
    #[cio(setting, default)]
    retries: u16,
}
