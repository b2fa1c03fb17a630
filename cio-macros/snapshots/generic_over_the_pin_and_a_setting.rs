const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOTS: &(__cio::Slot<AppApiKey>, __cio::Field, __cio::Field) = &(
        __cio::slot::<AppApiKey>("app_key"),
        __cio::pin("region"),
        __cio::generic_setting("limit"),
    );
    const __FIELDS: &__cio::Judged<3> = &__cio::judge([
        __SLOTS.0.field,
        __SLOTS.1,
        __SLOTS.2,
    ]);
    const _: () = __FIELDS.of_type(0);
    const _: () = __FIELDS.of_type(1);
    const _: () = __FIELDS.of_type(2);
    #[automatically_derived]
    impl<R: Pin, T> __cio::Provides<AppApiKey> for Billing<R, T>
    where
        T: Limit,
        R: __cio::Pin,
    {
        fn provide(&self) -> &AppApiKey {
            &self.app_key
        }
    }
    #[automatically_derived]
    impl<R: Pin, T> __cio::Declared for Billing<R, T>
    where
        T: Limit,
        R: __cio::Pin,
    {
        type Itself = Self;
        type Region = __cio::RegionSlot<Self, true>;
        const DECLARATION: &'static __cio::Schema = &__FIELDS.schema("Billing");
        fn text(&self, __asked: __cio::Asked) -> __cio::Option<&__cio::str> {
            __cio::Slots::text(
                &(__SLOTS.0, __cio::slot::<R>("region")),
                __asked,
                (&self.app_key, &self.region),
            )
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let (__0, __1, __2) = __cio::Slots::take(
                &(
                    __SLOTS.0,
                    __cio::slot::<R>("region"),
                    {
                        use __cio::NoRole as _;
                        __cio::setting::<
                            T,
                        >("limit", <__cio::Probe<T>>::ROLE, <__cio::Probe<T>>::OPTIONAL)
                    },
                ),
                __build,
            )?;
            __cio::Option::Some(Self {
                app_key: __0,
                region: __1,
                limit: __2,
            })
        }
    }
    #[automatically_derived]
    impl<R: Pin, T> __cio::CioCredentials for Billing<R, T>
    where
        T: Limit,
        R: __cio::Pin,
    {}
};
