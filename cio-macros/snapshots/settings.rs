const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOT_0: __cio::Slot<AppApiKey> = __cio::slot::<AppApiKey>("app_key");
    const __SLOT_1: __cio::Slot<Region> = __cio::slot::<Region>("region");
    const __SLOT_2: __cio::Slot<u16> = {
        use __cio::NoRole as _;
        __cio::setting::<
            u16,
        >("retries", <__cio::Probe<u16>>::ROLE, <__cio::Probe<u16>>::OPTIONAL)
    };
    const __SLOT_3: __cio::Slot<Mode> = {
        use __cio::NoRole as _;
        __cio::setting::<
            Mode,
        >("mode", <__cio::Probe<Mode>>::ROLE, <__cio::Probe<Mode>>::OPTIONAL)
            .or_default()
    };
    const __SLOT_4: __cio::Slot<f64> = {
        use __cio::NoRole as _;
        __cio::setting::<
            f64,
        >("type", <__cio::Probe<f64>>::ROLE, <__cio::Probe<f64>>::OPTIONAL)
            .env("FACTOR")
            .or("1.5")
    };
    const __FIELDS: &[__cio::Field; 5] = &[
        __SLOT_0.field(),
        __SLOT_1.field(),
        __SLOT_2.field(),
        __SLOT_3.field(),
        __SLOT_4.field(),
    ];
    const __FAULTS: __cio::Faults<5> = __cio::judge(__FIELDS);
    const __SCHEMA: &__cio::Schema = &__cio::Schema::new("Billing", __FIELDS);
    const _: () = __FAULTS.of_type(0);
    const _: () = __FAULTS.of_type(1);
    const _: () = __FAULTS.of_type(2);
    const _: () = __FAULTS.of_type(3);
    const _: () = __FAULTS.of_type(4);
    const _: () = __FAULTS.of_env(4);
    const _: () = __FAULTS.of_default(4);
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
                    __SLOT_0.shown(__role, &self.app_key),
                    __SLOT_1.shown(__role, &self.region),
                ],
            )
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let __0 = __build.take(&__SLOT_0);
            let __1 = __build.take(&__SLOT_1);
            let __2 = __build.take(&__SLOT_2);
            let __3 = __build.take(&__SLOT_3);
            let __4 = __build.take(&__SLOT_4);
            __cio::Option::Some(Self {
                app_key: __0?,
                region: __1?,
                retries: __2?,
                mode: __3?,
                r#type: __4?,
            })
        }
    }
};
