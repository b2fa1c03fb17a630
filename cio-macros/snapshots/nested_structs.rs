const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOT_0: __cio::Nested<Marketing> = __cio::nested::<Marketing>("marketing");
    const __SLOT_1: __cio::Nested<Option<Product>> = __cio::nested::<
        Option<Product>,
    >("product");
    const __FIELDS: &[__cio::Field; 2] = &[__SLOT_0.field(), __SLOT_1.field()];
    const __FAULTS: __cio::Faults<2> = __cio::judge(__FIELDS);
    const __SCHEMA: &__cio::Schema = &__cio::Schema::new("Company", __FIELDS);
    const _: () = __FAULTS.of_type(0);
    const _: () = __FAULTS.of_type(1);
    #[automatically_derived]
    impl __cio::CioCredentials for Company {
        type Region = __cio::RegionSlot<{ __cio::has_region(__FIELDS) }>;
        const SCHEMA: &'static __cio::Schema = __SCHEMA;
        fn shown(&self, __role: __cio::Role) -> __cio::Option<&__cio::str> {
            __cio::first(&[])
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let __0 = __build.nest(&__SLOT_0);
            let __1 = __build.nest(&__SLOT_1);
            __cio::Option::Some(Self {
                marketing: __0?,
                product: __1?,
            })
        }
    }
};
