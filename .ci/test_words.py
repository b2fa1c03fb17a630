"""`.ci/words` on small made-up checkouts."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path


def words(files):
    """What the script finds in a crate with these files, each a path under `src`."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder, "cio-made/src", path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        script = Path(__file__).with_name("words")
        run = subprocess.run([sys.executable, script, folder], capture_output=True, text=True)
        assert run.returncode in (0, 1) and "Traceback" not in run.stderr, run.stderr
        return run.stdout.splitlines() if run.returncode else []


class Words(unittest.TestCase):
    def test_a_habit_is_found_in_every_kind_of_message(self):
        for text in [
            '\n#[error("is no region")]\nenum Fault {}',
            '\n#[diagnostic::on_unimplemented(note = "this is no region")]\ntrait A {}',
            '\ncompile_error!("it is no region");',
            '\nfn hint() -> &\'static str { "nobody listens" }',
            '\nfn hint() { panic!("{A} stands \\\n    there") }',
            '\nconst A: &str = r#"what is wrong is told"#;',
        ]:
            with self.subTest(text=text):
                [finding] = words({"lib.rs": text})
                self.assertTrue(finding.startswith("cio-made/src/lib.rs:2: "), finding)

    def test_a_habit_that_goes_over_two_lines_is_found(self):
        [finding] = words({"lib.rs": 'const A: &str = "this is \\\n    no region";'})
        self.assertIn("`is no` in 'this is no region'", finding)

    def test_tests_documentation_and_names_are_left_alone(self):
        for text in [
            "/// Nobody is told.\nfn nobody() { told() }",
            '#[doc = "nobody"]\nfn f() {}',
            '#[allow(dead_code, reason = "nobody reads it")]\nfn f() {}',
            '#[cfg(test)]\nmod tests { const A: &str = "nobody"; }',
            'const A: &str = "it has no region, and is no longer set; outstanding, hermit";',
        ]:
            with self.subTest(text=text):
                self.assertEqual(words({"lib.rs": text}), [])
        self.assertEqual(words({"lib.rs": "#[cfg(test)]\nmod a;", "a.rs": 'const A: &str = "nobody";'}), [])


if __name__ == "__main__":
    unittest.main()
