::core::compile_error! {
    "unknown `cio` attribute, expected `env = \"NAME\"`"
}
const _: () = {
    use ::cio_config::__private as __cio;
    #[automatically_derived]
    impl<T> __cio::Declared for Billing<T> {
        type Itself = Self;
        type Region = __cio::RegionSlot<Self, true>;
        const DECLARATION: &'static __cio::Schema = &__cio::Schema::new("Billing", &[]);
        fn text(&self, _: __cio::Asked) -> __cio::Option<&__cio::str> {
            __cio::Option::None
        }
        fn build(_: &mut __cio::Build) -> __cio::Option<Self> {
            __cio::Option::None
        }
    }
    #[automatically_derived]
    impl<T> __cio::CioCredentials for Billing<T> {}
    #[automatically_derived]
    impl<T, __K> __cio::Provides<__K> for Billing<T> {
        fn provide(&self) -> &__K {
            ::core::unreachable!("the errors beside this impl stop the build")
        }
    }
};
