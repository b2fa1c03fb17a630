const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOT_0: __cio::Slot<Option<AppApiKey>> = __cio::slot::<
        Option<AppApiKey>,
    >("app_key");
    const __SLOT_1: __cio::Slot<Region> = __cio::slot::<Region>("region").or("eu");
    const __FIELDS: &[__cio::Field; 2] = &[__SLOT_0.field(), __SLOT_1.field()];
    const __FAULTS: __cio::Faults<2> = __cio::judge(__FIELDS);
    const __SCHEMA: &__cio::Schema = &__cio::Schema::new("Billing", __FIELDS);
    const _: () = __FAULTS.of_type(0);
    const _: () = __FAULTS.of_type(1);
    const _: () = __FAULTS.of_default(1);
    #[automatically_derived]
    impl __cio::Provides<Option<AppApiKey>> for Billing {
        fn provide(&self) -> &Option<AppApiKey> {
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
                    __SLOT_0.shown(__role, &self.app_key),
                    __SLOT_1.shown(__role, &self.region),
                ],
            )
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let __0 = __build.take(&__SLOT_0);
            let __1 = __build.take(&__SLOT_1);
            __cio::Option::Some(Self {
                app_key: __0?,
                region: __1?,
            })
        }
    }
};
