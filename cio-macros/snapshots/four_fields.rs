const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOTS: &(
        __cio::Slot<SiteId>,
        __cio::Slot<TrackApiKey>,
        __cio::Slot<AppApiKey>,
        __cio::Slot<Region>,
    ) = &(
        __cio::slot::<SiteId>("site_id"),
        __cio::slot::<TrackApiKey>("track_key"),
        __cio::slot::<AppApiKey>("app_key"),
        __cio::slot::<Region>("region"),
    );
    const __FIELDS: &__cio::Judged<4> = &__cio::judge([
        __SLOTS.0.field,
        __SLOTS.1.field,
        __SLOTS.2.field,
        __SLOTS.3.field,
    ]);
    const _: () = __FIELDS.of_type(0);
    const _: () = __FIELDS.of_type(1);
    const _: () = __FIELDS.of_type(2);
    const _: () = __FIELDS.of_type(3);
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
    impl __cio::Declared for Billing {
        type Itself = Self;
        type Region = __cio::RegionSlot<Self, { __FIELDS.states_region() }>;
        const DECLARATION: &'static __cio::Schema = &__FIELDS.schema("Billing");
        fn text(&self, __asked: __cio::Asked) -> __cio::Option<&__cio::str> {
            __cio::Slots::text(
                __SLOTS,
                __asked,
                (&self.site_id, &self.track_key, &self.app_key, &self.region),
            )
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let (__0, __1, __2, __3) = __cio::Slots::take(__SLOTS, __build)?;
            __cio::Option::Some(Self {
                site_id: __0,
                track_key: __1,
                app_key: __2,
                region: __3,
            })
        }
    }
    #[automatically_derived]
    impl __cio::CioCredentials for Billing {}
};
