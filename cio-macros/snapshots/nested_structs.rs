const _: () = {
    use ::cio_config::__private as __cio;
    const __SLOTS: &(__cio::Nested<Marketing>, __cio::Nested<Option<Product>>) = &(
        __cio::nested::<Marketing>("marketing"),
        __cio::nested::<Option<Product>>("product"),
    );
    const __FIELDS: &__cio::Judged<2> = &__cio::judge([
        __SLOTS.0.field,
        __SLOTS.1.field,
    ]);
    const _: () = __FIELDS.of_type(0);
    const _: () = __FIELDS.of_type(1);
    #[automatically_derived]
    impl __cio::Declared for Company {
        type Itself = Self;
        type Region = __cio::InNested<Marketing>;
        const DECLARATION: &'static __cio::Schema = &__FIELDS.schema("Company");
        fn text(&self, __asked: __cio::Asked) -> __cio::Option<&__cio::str> {
            __cio::Slots::text(__SLOTS, __asked, (&self.marketing, &self.product))
        }
        fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
            let (__0, __1) = __cio::Slots::take(__SLOTS, __build)?;
            __cio::Option::Some(Self {
                marketing: __0,
                product: __1,
            })
        }
    }
    #[automatically_derived]
    impl __cio::CioCredentials for Company {}
};
