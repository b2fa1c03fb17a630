const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOT_0: __cio::Slot<AppApiKey> = __cio::slot::<AppApiKey>("track_key")
        .env("MARKETING_KEY")
        .any_name();
    const __SLOT_1: __cio::Slot<CdpApiKey> = __cio::slot::<CdpApiKey>("cdp_key")
        .reference("ref+vault://secret/customerio#/cdp_api_key");
    const __SLOT_2: __cio::Slot<WebhookSigningKey> = __cio::slot::<
        WebhookSigningKey,
    >("webhook_key")
        .command(&["pass", "cio/webhook"]);
    const __SLOT_3: __cio::Slot<Region> = __cio::slot::<Region>("region");
    const __FIELDS: &[__cio::Field; 4] = &[
        __SLOT_0.field(),
        __SLOT_1.field(),
        __SLOT_2.field(),
        __SLOT_3.field(),
    ];
    const __FAULTS: __cio::Faults<4> = __cio::judge(__FIELDS);
    const __SCHEMA: &__cio::Schema = &__cio::Schema::new("Marketing", __FIELDS)
        .in_workspace("marketing")
        .sources(
            &[
                __cio::Declared::SecretsDir("/run/secrets"),
                __cio::Declared::File("customerio.toml"),
            ],
        )
        .references();
    const _: () = __FAULTS.of_type(0);
    const _: () = __FAULTS.of_env(0);
    const _: () = __FAULTS.of_type(1);
    const _: () = __cio::check_reference("ref+vault://secret/customerio#/cdp_api_key");
    const _: () = __FAULTS.of_type(2);
    const _: () = __FAULTS.of_type(3);
    const _: () = __cio::check_workspace("marketing");
    const _: () = __cio::feature::toml::<()>();
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
    impl __cio::CioCredentials for Marketing {
        type Region = __cio::RegionSlot<{ __cio::has_region(__FIELDS) }>;
        const SCHEMA: &'static __cio::Schema = __SCHEMA;
        fn shown(&self, __role: __cio::Role) -> __cio::Option<&__cio::str> {
            __cio::first(
                &[
                    __SLOT_0.shown(__role, &self.track_key),
                    __SLOT_1.shown(__role, &self.cdp_key),
                    __SLOT_2.shown(__role, &self.webhook_key),
                    __SLOT_3.shown(__role, &self.region),
                ],
            )
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let __0 = __build.take(&__SLOT_0);
            let __1 = __build.take(&__SLOT_1);
            let __2 = __build.take(&__SLOT_2);
            let __3 = __build.take(&__SLOT_3);
            __cio::Option::Some(Self {
                track_key: __0?,
                cdp_key: __1?,
                webhook_key: __2?,
                region: __3?,
            })
        }
    }
};
