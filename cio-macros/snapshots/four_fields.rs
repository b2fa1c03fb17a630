const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOT_0: __cio::Slot<SiteId> = __cio::slot::<SiteId>("site_id");
    const __SLOT_1: __cio::Slot<TrackApiKey> = __cio::slot::<TrackApiKey>("track_key");
    const __SLOT_2: __cio::Slot<AppApiKey> = __cio::slot::<AppApiKey>("app_key");
    const __SLOT_3: __cio::Slot<Region> = __cio::slot::<Region>("region");
    const __FIELDS: &[__cio::Field; 4] = &[
        __SLOT_0.field(),
        __SLOT_1.field(),
        __SLOT_2.field(),
        __SLOT_3.field(),
    ];
    const __FAULTS: __cio::Faults<4> = __cio::judge(__FIELDS);
    const __SCHEMA: &__cio::Schema = &__cio::Schema::new("Billing", __FIELDS);
    const _: () = __FAULTS.of_type(0);
    const _: () = __FAULTS.of_type(1);
    const _: () = __FAULTS.of_type(2);
    const _: () = __FAULTS.of_type(3);
    #[automatically_derived]
    impl __cio::Provides<SiteId> for Billing {
        fn provide(&self) -> &SiteId {
            &self.site_id
        }
    }
    #[automatically_derived]
    impl __cio::Provides<TrackApiKey> for Billing {
        fn provide(&self) -> &TrackApiKey {
            &self.track_key
        }
    }
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
    impl __cio::CioCredentials for Billing {
        type Region = __cio::RegionSlot<{ __cio::has_region(__FIELDS) }>;
        const SCHEMA: &'static __cio::Schema = __SCHEMA;
        fn shown(&self, __role: __cio::Role) -> __cio::Option<&__cio::str> {
            __cio::first(
                &[
                    __SLOT_0.shown(__role, &self.site_id),
                    __SLOT_1.shown(__role, &self.track_key),
                    __SLOT_2.shown(__role, &self.app_key),
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
                site_id: __0?,
                track_key: __1?,
                app_key: __2?,
                region: __3?,
            })
        }
    }
};
