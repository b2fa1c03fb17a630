const _: () = {
    use crate::facade::cio::__private as __cio;
    const __SLOTS: &(__cio::Slot<AppApiKey>, __cio::Slot<Region>) = &(
        __cio::slot::<AppApiKey>("app_key"),
        __cio::slot::<Region>("region"),
    );
    const __FIELDS: &__cio::Judged<2> = &__cio::judge([
        __SLOTS.0.field,
        __SLOTS.1.field,
    ]);
    const _: () = __FIELDS.of_type(0);
    const _: () = __FIELDS.of_type(1);
    const __SCHEMA: &__cio::Schema = &__FIELDS.schema("Billing");
    const _: () = __cio::check_example(
        "Cargo.toml",
        ::core::include_str!(
            ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", "Cargo.toml")
        ),
        __SCHEMA,
    );
    #[automatically_derived]
    impl __cio::Provides<AppApiKey> for Billing {
        fn provide(&self) -> &AppApiKey {
            &self.app_key
        }
    }
    #[automatically_derived]
    impl __cio::Provides<Region> for Billing {
        fn provide(&self) -> &Region {
            &self.region
        }
    }
    #[automatically_derived]
    impl __cio::Declared for Billing {
        type Itself = Self;
        type Region = __cio::RegionSlot<Self, { __FIELDS.states_region() }>;
        const DECLARATION: &'static __cio::Schema = __SCHEMA;
        fn text(&self, __asked: __cio::Asked) -> __cio::Option<&__cio::str> {
            __cio::Slots::text(__SLOTS, __asked, (&self.app_key, &self.region))
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let (__0, __1) = __cio::Slots::take(__SLOTS, __build)?;
            __cio::Option::Some(Self { app_key: __0, region: __1 })
        }
    }
    #[automatically_derived]
    impl __cio::CioCredentials for Billing {}
};
