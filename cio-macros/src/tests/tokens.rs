//! Tests: how much there is to compile for each struct, since its cost follows the tokens emitted.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse_quote;

/// The number of tokens, which `tests/bench` compares with other derives.
#[test]
fn the_four_field_struct_costs_at_most_600_tokens() {
    let tokens = crate::derive::credentials(&parse_quote! {
        struct Billing {
            site_id: SiteId,
            track_key: TrackApiKey,
            app_key: AppApiKey,
            region: Region,
        }
    });
    let count = count(tokens);
    println!("{count} tokens");
    assert!(count <= 600, "{count} tokens");
}

/// Brackets count as two.
fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => 2 + count(group.stream()),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => 1,
        })
        .sum()
}
