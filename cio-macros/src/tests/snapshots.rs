//! Each shape's expansion, as code a person would read, held against `snapshots/*.rs`.
//!
//! Write them anew with `SNAPSHOTS=overwrite cargo test -p cio-macros`, then read the difference.

use std::fs;
use std::path::Path;
use syn::parse_quote;

/// Compares the expansion of a struct with its snapshot.
fn snapshot(name: &str, input: &syn::DeriveInput) {
    let file: syn::File = syn::parse2(crate::derive::credentials(input)).expect("the expansion is Rust");
    let expansion = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(name).with_extension("rs");
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::write(&path, &expansion).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expansion, expected, "the expansion differs from {}", path.display());
}

macro_rules! snapshots {
    ($($name:ident { $($item:tt)* })*) => {$(
        #[test]
        fn $name() {
            snapshot(stringify!($name), &parse_quote!($($item)*));
        }
    )*};
}

snapshots! {
    four_fields {
        struct Billing {
            site_id: SiteId,
            track_key: TrackApiKey,
            app_key: AppApiKey,
            region: Region,
        }
    }
    optional_key_and_default_region {
        struct Billing {
            app_key: Option<AppApiKey>,
            #[cio(default = "eu")]
            region: Region,
        }
    }
    where_keys_are {
        #[cio(workspace = "marketing", secrets_dir = "/run/secrets", file = "customerio.toml", references)]
        #[cio(optional_file = "customerio.local.toml", empty_is_unset, other_names = ["CIO_API_KEY", "CUSTOMERIO_API_KEY"])]
        struct Marketing {
            #[cio(env = "MARKETING_KEY", any_name)]
            track_key: AppApiKey,
            #[cio(reference = "ref+vault://secret/customerio#/cdp_api_key")]
            cdp_key: CdpApiKey,
            #[cio(command = ["pass", "cio/webhook"], shared)]
            webhook_key: WebhookSigningKey,
            region: Region,
        }
    }
    settings {
        struct Billing {
            app_key: AppApiKey,
            region: Region,
            #[cio(setting)]
            retries: u16,
            #[cio(setting, default)]
            mode: Mode,
            #[cio(setting, default = "1.5", env = "FACTOR")]
            r#type: f64,
        }
    }
    nested_structs {
        struct Company {
            #[cio(nested)]
            marketing: Marketing,
            #[cio(nested)]
            product: Option<Product>,
        }
    }
    generic_over_the_pin_and_a_setting {
        struct Billing<R: Pin, T = u16>
        where
            T: Limit,
        {
            app_key: AppApiKey,
            region: R,
            #[cio(setting)]
            limit: T,
        }
    }
    renamed_crate_and_example {
        #[cio(crate = crate::facade::cio, env_example = "Cargo.toml")]
        struct Billing {
            app_key: AppApiKey,
            region: Region,
        }
    }
    after_a_mistake {
        struct Billing<T> {
            #[cio(enw = "BILLING_KEY")]
            app_key: AppApiKey,
            region: Region,
        }
    }
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let source = include_str!("snapshots.rs");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(source.contains(&format!("    {name} {{")), "{name} has no test");
    }
}

#[test]
fn an_expansion_never_names_what_a_user_could_shadow() {
    let input = parse_quote!(
        struct Billing {
            app_key: Option<AppApiKey>,
            region: Region,
        }
    );
    let words = crate::derive::credentials(&input).to_string();
    let unhygienic = [" std ", " core :: option", " Vec ", " String ", " println ! "];
    for word in unhygienic {
        assert!(!words.contains(word), "{word} in {words}");
    }
}
