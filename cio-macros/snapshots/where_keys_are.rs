const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOTS: &(
        __cio::Slot<AppApiKey>,
        __cio::Slot<CdpApiKey>,
        __cio::Slot<WebhookSigningKey>,
        __cio::Slot<Region>,
    ) = &(
        __cio::slot::<AppApiKey>("track_key").env("MARKETING_KEY").any_name(),
        __cio::slot::<CdpApiKey>("cdp_key")
            .reference("ref+vault://secret/customerio#/cdp_api_key"),
        __cio::slot::<WebhookSigningKey>("webhook_key")
            .command(&["pass", "cio/webhook"])
            .shared(),
        __cio::slot::<Region>("region"),
    );
    const __FIELDS: &__cio::Judged<4> = &__cio::judge([
        __SLOTS.0.field,
        __SLOTS.1.field,
        __SLOTS.2.field,
        __SLOTS.3.field,
    ]);
    const _: () = __FIELDS.of_type(0);
    const _: () = __FIELDS.of_env(0);
    const _: () = __FIELDS.of_type(1);
    const _: () = __cio::check_reference("ref+vault://secret/customerio#/cdp_api_key");
    const _: () = __FIELDS.of_type(2);
    const _: () = __FIELDS.of_shared(2);
    const _: () = __FIELDS.of_type(3);
    const _: () = __FIELDS.check_workspace("marketing");
    const _: () = __cio::feature::toml::<()>();
    const _: () = __cio::feature::toml::<()>();
    const __SCHEMA: &__cio::Schema = &__FIELDS
        .schema("Marketing")
        .in_workspace("marketing")
        .sources(
            &[
                __cio::DeclaredSource::SecretsDir("/run/secrets"),
                __cio::DeclaredSource::File("customerio.toml"),
                __cio::DeclaredSource::OptionalFile("customerio.local.toml"),
            ],
        )
        .references()
        .with_empty_unset()
        .with_other_names(&["CIO_API_KEY", "CUSTOMERIO_API_KEY"]);
    const _: () = __cio::check_other_name("CIO_API_KEY", __SCHEMA);
    const _: () = __cio::check_other_name("CUSTOMERIO_API_KEY", __SCHEMA);
    #[automatically_derived]
    impl __cio::Provides<AppApiKey> for Marketing {
        fn provide(&self) -> &AppApiKey {
            &self.track_key
        }
    }
    #[automatically_derived]
    impl __cio::Provides<CdpApiKey> for Marketing {
        fn provide(&self) -> &CdpApiKey {
            &self.cdp_key
        }
    }
    #[automatically_derived]
    impl __cio::Provides<WebhookSigningKey> for Marketing {
        fn provide(&self) -> &WebhookSigningKey {
            &self.webhook_key
        }
    }
    #[automatically_derived]
    impl __cio::Provides<Region> for Marketing {
        fn provide(&self) -> &Region {
            &self.region
        }
    }
    #[automatically_derived]
    impl __cio::Declared for Marketing {
        type Itself = Self;
        type Region = __cio::RegionSlot<Self, { __FIELDS.states_region() }>;
        const DECLARATION: &'static __cio::Schema = __SCHEMA;
        fn text(&self, __asked: __cio::Asked) -> __cio::Option<&__cio::str> {
            __cio::Slots::text(
                __SLOTS,
                __asked,
                (&self.track_key, &self.cdp_key, &self.webhook_key, &self.region),
            )
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let (__0, __1, __2, __3) = __cio::Slots::take(__SLOTS, __build)?;
            __cio::Option::Some(Self {
                track_key: __0,
                cdp_key: __1,
                webhook_key: __2,
                region: __3,
            })
        }
    }
    #[automatically_derived]
    impl __cio::CioCredentials for Marketing {}
};
