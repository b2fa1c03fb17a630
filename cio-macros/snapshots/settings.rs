const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOTS: &(
        __cio::Slot<AppApiKey>,
        __cio::Slot<Region>,
        __cio::Slot<u16>,
        __cio::Slot<Mode>,
        __cio::Slot<f64>,
    ) = &(
        __cio::slot::<AppApiKey>("app_key"),
        __cio::slot::<Region>("region"),
        {
            use __cio::NoRole as _;
            __cio::setting::<
                u16,
            >("retries", <__cio::Probe<u16>>::ROLE, <__cio::Probe<u16>>::OPTIONAL)
        },
        {
            use __cio::NoRole as _;
            __cio::setting::<
                Mode,
            >("mode", <__cio::Probe<Mode>>::ROLE, <__cio::Probe<Mode>>::OPTIONAL)
                .or_default()
        },
        {
            use __cio::NoRole as _;
            __cio::setting::<
                f64,
            >("type", <__cio::Probe<f64>>::ROLE, <__cio::Probe<f64>>::OPTIONAL)
                .env("FACTOR")
                .or("1.5")
        },
    );
    const __FIELDS: &__cio::Judged<5> = &__cio::judge([
        __SLOTS.0.field,
        __SLOTS.1.field,
        __SLOTS.2.field,
        __SLOTS.3.field,
        __SLOTS.4.field,
    ]);
    const _: () = __FIELDS.of_type(0);
    const _: () = __FIELDS.of_type(1);
    const _: () = __FIELDS.of_type(2);
    const _: () = __FIELDS.of_type(3);
    const _: () = __FIELDS.of_type(4);
    const _: () = __FIELDS.of_env(4);
    const _: () = __FIELDS.of_default(4);
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
                (&self.app_key, &self.region, &self.retries, &self.mode, &self.r#type),
            )
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let (__0, __1, __2, __3, __4) = __cio::Slots::take(__SLOTS, __build)?;
            __cio::Option::Some(Self {
                app_key: __0,
                region: __1,
                retries: __2,
                mode: __3,
                r#type: __4,
            })
        }
    }
    #[automatically_derived]
    impl __cio::CioCredentials for Billing {}
};
