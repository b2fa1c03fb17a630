"""`.ci/layers` on small made-up checkouts: each case is files, and what the script finds in them."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path


def layers(files):
    """The script's output for a checkout with these files, each a path under the crate's `src` or under `cio-*`."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        script = Path(__file__).with_name("layers")
        run = subprocess.run([sys.executable, script, folder], capture_output=True, text=True)
        found = run.stdout.splitlines() if run.returncode else []
        assert run.returncode == 0 or found, run.stderr
        return found


def in_config(files):
    """The same for files of `cio-config/src`, whose `lib.rs` is given as one of them."""
    return layers({f"cio-config/src/{path}": text for path, text in files.items()})


class ThroughLib(unittest.TestCase):
    LIB = "mod credential;\nmod load;\nmod outer { pub(crate) mod inner; }\npub use credential::role::Role;\npub use serde::Value;\n"
    FILES = {
        "lib.rs": LIB + "pub(crate) fn own() {}\n",
        "credential.rs": "pub(crate) mod role;\npub(crate) use role::Role;\n",
        "credential/role.rs": "pub struct Role;\n",
        "load.rs": "",
    }

    def found(self, load):
        return [finding.removeprefix("cio-config/src/load.rs:") for finding in in_config(self.FILES | {"load.rs": load})]

    def test_an_import_of_a_re_export_of_lib_rs_is_found_with_the_place_that_defines_it(self):
        fix = "passes through `lib.rs`; import it from where it is defined: `crate::credential::role::Role`"
        for number, (load, line, written) in enumerate(
            [
                ("use crate::Role;", 1, "crate::Role"),
                ("\nuse crate::{credential, Role as R};", 2, "crate::Role"),
                ("use crate::{\n    credential::{self},\n    Role,\n};", 3, "crate::Role"),
                ("pub(crate) use crate::Role;", 1, "crate::Role"),
                ("use super::Role;", 1, "super::Role"),
                ("use cio_config::Role;", 1, "cio_config::Role"),
                ("use ::cio_config::Role;", 1, "cio_config::Role"),
                ("fn role() -> crate::Role { todo!() }", 1, "crate::Role"),
                ("const ROLE: u8 = crate::Role::NUMBER;", 1, "crate::Role::NUMBER"),
                ("#[derive(crate::Role)]\nstruct A;", 1, "crate::Role"),
                ("macro_rules! role { () => { $crate::Role } }", 1, "crate::Role"),
                ("fn f() {\n    use crate::Role;\n}", 2, "crate::Role"),
                ("#[cfg(test)]\nmod tests {\n    use crate::Role;\n}", 3, "crate::Role"),
                ("#[cfg(test)]\nmod tests {\n    use super::super::Role;\n}", 3, "super::super::Role"),
            ]
        ):
            with self.subTest(number=number, load=load):
                self.assertEqual(self.found(load), [f"{line}: `{written}` {fix}"])

    def test_an_import_of_an_item_of_lib_rs_or_of_another_crate_through_it_is_found(self):
        self.assertEqual(
            self.found("use crate::own;"), ["1: `crate::own` passes through `lib.rs`; move the item to a file that both import"]
        )
        self.assertEqual(
            self.found("use crate::Value;"),
            ["1: `crate::Value` passes through `lib.rs`; import it from the crate that defines it"],
        )

    def test_an_import_of_what_lib_rs_re_exports_by_a_glob_is_found(self):
        files = {"lib.rs": "mod credential;\nmod load;\npub use credential::*;", "credential.rs": "pub struct Key;"}
        self.assertEqual(
            in_config(files | {"load.rs": "use crate::Key;"}),
            [
                "cio-config/src/load.rs:1: `crate::Key` passes through `lib.rs`; import it from where it is defined: "
                "`crate::credential::Key`"
            ],
        )

    def test_other_ways_to_name_an_item_are_accepted(self):
        for load in [
            "use crate::credential::role::Role;\nfn f() { Role::new() }",
            "use crate::credential::Role;",
            "use crate::credential;\nfn f(role: credential::Role) {}",
            "use std::fmt;\nuse serde::{Role, crate_name};",
            "//! See [`Role`](crate::Role).\n/* /* crate::Role */ crate::Role */\nstruct A;",
            'const A: &str = "crate::Role";\nconst B: &str = r#"use crate::Role; "#;',
            "const QUOTE: char = '\"'; // crate::Role\nfn f<'a>(a: &'a str) {}",
            "#[cfg(doc)]\nuse crate::Role;",
            "mod inline { pub(super) struct Role; }\nuse inline::Role;",
            "pub(in crate::credential) struct A;",
            "fn tokens() { quote!(crate::of_the_user::Item) }",
        ]:
            with self.subTest(load=load):
                self.assertEqual(self.found(load), [])


class Order(unittest.TestCase):
    LIB = "mod text;\nmod credential;\nmod load;\nmod loader;\npub use text::Text;\n"

    def found(self, files):
        rest = {name: "" for name in ["text.rs", "credential.rs", "load.rs", "loader.rs"]}
        return in_config({"lib.rs": self.LIB} | rest | files)

    def test_an_import_from_a_later_layer_is_found_and_one_from_an_earlier_layer_is_not(self):
        self.assertEqual(
            self.found({"text.rs": "\nuse crate::load::Load;", "load.rs": "use crate::text::Text;"}),
            [
                "cio-config/src/text.rs:2: `text` imports `crate::load::Load` from the later layer `load`; move that item to "
                "`text` or an earlier layer, or this code to `load`"
            ],
        )

    def test_a_re_export_is_followed_to_the_file_that_defines_the_item(self):
        files = {
            "text.rs": "pub use crate::credential::Key;",
            "credential.rs": "mod key;\npub use key::*;",
            "credential/key.rs": "pub struct Key;",
            "load.rs": "pub use crate::loader::Loader;",
            "loader.rs": "pub struct Loader;",
        }
        # `load` and `text` re-export items that they do not use.
        self.assertEqual(self.found(files), [])
        # Where it is used, its layer counts, not that of the module which hands it on.
        [finding] = self.found(files | {"credential.rs": "mod key;\npub use key::*;\nuse crate::load::Loader;"})
        self.assertIn("credential.rs:3: `credential` imports `crate::loader::Loader` from the later layer `loader`", finding)
        [finding] = self.found(files | {"load.rs": "pub use crate::loader::Loader;\nfn load(loader: Loader) {}"})
        self.assertIn("load.rs:1: `load` imports `crate::loader::Loader`", finding)

    def test_a_path_in_code_and_one_in_a_macro_count_as_an_import_does(self):
        for text in [
            "use crate::load;\nfn f() -> load::Load { todo!() }",
            "\nfn f() -> crate::load::Load { todo!() }",
            "\nmacro_rules! made { () => { crate::load::Load } }",
            "use crate::load::{self};\nimpl<T: load::Load> Text for T {}",
        ]:
            with self.subTest(text=text):
                [finding] = self.found({"text.rs": text})
                self.assertIn("text.rs:2: `text` imports `crate::load::Load` from the later layer `load`", finding)

    def test_files_whose_mod_a_macro_writes_are_read(self):
        files = {"text.rs": "topics! { one }", "text/one.rs": "pub struct One;\nuse crate::load::Load;"}
        [finding] = self.found(files)
        self.assertIn("text/one.rs:2: `text` imports `crate::load::Load` from the later layer `load`", finding)
        loads = {"load.rs": "topics! { two }", "load/two.rs": "pub struct Load;"}
        [finding] = self.found(loads | {"text.rs": "use crate::load::Load;"})
        self.assertIn("text.rs:1: `text` imports `crate::load::two::Load`", finding)

    def test_tests_and_imports_for_documentation_may_use_a_later_layer(self):
        for text in [
            "#[cfg(test)]\nmod tests {\n    use crate::load::Load;\n}",
            "#[cfg(all(test, unix))]\nmod tests { mod deeper { use crate::load::Load; } }",
            "#[cfg(test)]\nfn only_in_tests() -> crate::load::Load { todo!() }",
            "#[cfg(test)]\nuse crate::load::Load;",
            "#[cfg(doc)]\nuse crate::load::Load;",
        ]:
            with self.subTest(text=text):
                self.assertEqual(self.found({"text.rs": text}), [])
        self.assertEqual(self.found({"text.rs": "#[cfg(test)]\nmod tests;", "text/tests.rs": "use crate::load::Load;"}), [])
        [_] = self.found({"text.rs": "#[cfg(test)]\nmod tests {}\nuse crate::load::Load;"})
        [_] = self.found({"text.rs": "#[cfg(not(test))]\nuse crate::load::Load;"})
        [_] = self.found({"text.rs": '#[cfg(feature = "test")]\nuse crate::load::Load;'})

    def test_a_file_in_no_layer_is_found(self):
        self.assertEqual(
            self.found({"lib.rs": self.LIB + "mod extra;", "extra.rs": "", "extra/more.rs": ""}),
            ["cio-config/src/extra.rs:1: `extra` is in no layer; add it to the order at the top of `.ci/layers`"],
        )


class Circles(unittest.TestCase):
    def found(self, files):
        lib = "".join(f"mod {name};\n" for name in "abcd")
        return layers({f"cio-made/src/{path}": text for path, text in ({"lib.rs": lib} | files).items()})

    def test_four_files_in_a_circle_are_found_and_three_are_not(self):
        three = {
            "a.rs": "use crate::b::B;\npub struct A;",
            "b.rs": "use crate::c::C;\npub struct B;",
            "c.rs": "use crate::a::A;\npub struct C;",
            "d.rs": "use crate::a::A;\npub struct D;",
        }
        self.assertEqual(self.found(three), [])
        found = self.found(three | {"c.rs": "\nuse crate::d::D;\npub struct C;"})
        self.assertEqual(len(found), 4)
        self.assertEqual(
            found[2],
            "cio-made/src/c.rs:2: `crate::d::D` is imported in a circle of 4 files: d.rs -> a.rs -> b.rs imports this file "
            "again; move what both need to a file that imports neither",
        )

    def test_circles_that_share_a_file_are_one(self):
        files = {
            "a.rs": "use crate::b::B;\nuse crate::c::C;\nuse crate::d::D;\npub struct A;",
            "b.rs": "use crate::a::A;\npub struct B;",
            "c.rs": "use crate::a::A;\npub struct C;",
            "d.rs": "use crate::a::A;\npub struct D;",
        }
        self.assertEqual(len(self.found(files)), 6)

    def test_a_module_that_re_exports_its_children_is_in_no_circle_with_them(self):
        children = {f"a/{name}.rs": f"use super::{other};\npub struct {name.upper()};" for name, other in ["xY", "yZ", "zX"]}
        facade = {"a.rs": "mod x;\nmod y;\nmod z;\npub use x::X;\npub use y::Y;\npub use z::Z;"}
        rest = {"b.rs": "", "c.rs": "", "d.rs": ""}
        self.assertEqual(self.found(facade | children | rest), [])
        used = {"a.rs": facade["a.rs"] + "\npub struct A(X);", "a/x.rs": "use super::{A, Y};\npub struct X;"}
        self.assertEqual(len(self.found(facade | children | rest | used)), 5)


class TestFiles(unittest.TestCase):
    def test_a_file_for_tests_alone_must_be_named_so(self):
        def found(name, attribute="#[cfg(test)]"):
            lib = f"{attribute}\nmod {name};"
            return layers({"cio-made/src/lib.rs": lib, f"cio-made/src/{name}.rs": "mod a;", f"cio-made/src/{name}/a.rs": ""})

        rest = "this file is compiled for tests alone; rename"
        [first, second] = found("drivers")
        self.assertTrue(first.startswith(f"cio-made/src/drivers.rs:1: {rest} `drivers.rs` to `tests.rs`"), first)
        self.assertTrue(second.startswith(f"cio-made/src/drivers/a.rs:1: {rest} `drivers/a.rs`"), second)
        self.assertEqual(found("tests"), [])
        self.assertEqual(found("testing"), [])
        self.assertEqual(found("drivers", ""), [])


class Checkout(unittest.TestCase):
    def test_a_folder_without_the_crates_is_refused(self):
        with self.assertRaises(AssertionError):
            layers({"README.md": ""})

    def test_crates_are_read_whatever_the_layout_of_their_modules(self):
        found = layers(
            {
                "cio-made/src/lib.rs": '#[path = "elsewhere/renamed.rs"]\npub mod named;\nmod folder;\npub use named::A;',
                "cio-made/src/elsewhere/renamed.rs": "pub struct A;",
                "cio-made/src/folder/mod.rs": "mod child;",
                "cio-made/src/folder/child.rs": "use crate::A;",
                "cio-other/src/lib.rs": "mod a;\nmod outer { mod inner; }\nuse a::A;",
                "cio-other/src/a.rs": "pub struct A;",
                "cio-other/src/outer/inner.rs": "use crate::A;",
            }
        )
        self.assertEqual(
            found,
            [
                "cio-made/src/folder/child.rs:1: `crate::A` passes through `lib.rs`; import it from where it is defined: "
                "`crate::named::A`",
                "cio-other/src/outer/inner.rs:1: `crate::A` passes through `lib.rs`; import it from where it is defined: "
                "`crate::a::A`",
            ],
        )


if __name__ == "__main__":
    unittest.main()
