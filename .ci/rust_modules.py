"""A crate as modules: what each defines and imports, the paths in its code, and its string literals."""

from rust_source import group_end, item_end, tokens

ITEMS = {"struct", "enum", "union", "trait", "fn", "const", "static", "type"}
# After `const` and `static` the name may be further on.
QUALIFIERS = {"fn", "mut", "unsafe", "async", "extern"}
# Attributes whose strings no user of the crate reads as a message.
NOT_FOR_USERS = {"doc", "cfg", "cfg_attr", "path", "allow", "expect", "warn"}


class Module:
    """A module: a file, or a `mod name { … }` inside of one."""

    def __init__(self, file, parent, name, is_test):
        self.file, self.parent, self.name, self.is_test = file, parent, name, is_test
        self.bindings = {}  # name: modules, imports and items, for a name may be a type and a macro
        self.globs = []  # imports
        self.paths = []  # imports, and paths in code

    def bind(self, name, value):
        self.bindings.setdefault(name, []).append(value)

    def path(self):
        return f"{self.parent.path()}::{self.name}" if self.parent else "crate"


class Import:
    """A path somewhere in a file, in a `use` or in code."""

    def __init__(self, module, segments, line, is_test):
        self.module, self.segments, self.line, self.is_test = module, segments, line, is_test
        self.alias = None  # the name that a `use` binds
        self.is_reexport = False

    def written(self):
        return "::".join(self.segments)


class Crate:
    """A crate, read from its `lib.rs`."""

    def __init__(self, src):
        self.src, self.lib = src, src / "lib.rs"
        self.modules = []
        self.names_in_code = {}  # file: names outside of `use`
        self.strings = []  # (file, token) of each string literal outside of tests
        self.root = Module(self.lib, None, "crate", False)
        self.read_file(self.root, src)
        for file in sorted(src.rglob("*.rs"), key=str):
            self.read_declared_by_macro(file)

    def read_file(self, module, folder):
        self.names_in_code.setdefault(module.file, set())
        ModuleReader(self, module, tokens(module.file.read_text()), folder).read()

    def read_declared_by_macro(self, file):
        """A file whose `mod` a macro writes: its path says where it belongs. Such a macro re-exports what is in it."""
        if file in self.names_in_code:
            return
        *parents, name = file.relative_to(self.src).with_suffix("").parts
        parent = self.root
        for step in parents:
            children = [value for value in parent.bindings.get(step, []) if isinstance(value, Module)]
            if not children:
                return
            parent = children[0]
        child = Module(file, parent, name, parent.is_test)
        parent.bind(name, child)
        parent.globs.append(Import(parent, [name], 1, parent.is_test))
        self.read_file(child, file.with_suffix(""))


class ModuleReader:
    """Reads the tokens of one module; `folder` is where the files of its children are."""

    def __init__(self, crate, module, code, folder):
        self.crate, self.module, self.code, self.folder = crate, module, code, folder
        self.attributes = []  # of the item that comes next, each as its tokens
        self.tests_end = len(code) if module.is_test else 0

    def read(self):
        self.crate.modules.append(self.module)
        at, depth = 0, 0
        while at < len(self.code):
            token, after = self.code[at], self.text(at + 1)
            if token.text == "#" and after in ("[", "!"):
                at = self.read_attribute(at)
                continue
            if token.text == "pub":
                # The attributes are those of the item that follows.
                at = group_end(self.code, at + 1) if after == "(" else at + 1
                continue
            if self.attributes and "cfg test" in self.conditions():
                self.tests_end = max(self.tests_end, item_end(self.code, at))
            if token.text == "use":
                at = self.read_use(at)
            elif token.text == "mod" and self.text(at + 2) in (";", "{"):
                at = self.read_mod(at)
            else:
                if token.text == "macro_rules" and after == "!":
                    self.module.bind(self.text(at + 2), "item")
                elif token.text in ITEMS and depth == 0 and after not in QUALIFIERS and after.isidentifier():
                    self.module.bind(after, "item")
                elif token.text in ("{", "}"):
                    depth += 1 if token.text == "{" else -1
                elif token.kind == "string" and not self.is_test(at):
                    self.crate.strings.append((self.module.file, token))
                self.read_path(self.code, at)
                at += 1
            self.attributes = []

    def text(self, at):
        return self.code[at].text if at < len(self.code) else ""

    def is_test(self, at):
        return at < self.tests_end

    def read_attribute(self, at):
        start = at + (2 if self.text(at + 1) == "!" else 1)
        end = group_end(self.code, start)
        attribute = self.code[start + 1 : end - 1]
        self.attributes.append(attribute)
        for place, token in enumerate(attribute):
            self.read_path(attribute, place)
            if token.kind == "string" and attribute[0].text not in NOT_FOR_USERS and not self.is_test(at):
                self.crate.strings.append((self.module.file, token))
        return end

    def conditions(self):
        """`cfg test` and `cfg doc`, of an item that is there for these alone."""
        found = set()
        for attribute in self.attributes:
            names = [token.text for token in attribute if token.kind == "ident"]
            if names[:1] == ["cfg"] and not {"any", "not"} & set(names[1:2]):
                found |= {f"cfg {name}" for name in names[1:] if name in ("test", "doc")}
        return found

    def read_path(self, code, at):
        """A name; with the rest of the path, if it starts one."""
        token, before = code[at], code[at - 1].text if at > 0 else ""
        if token.kind != "ident" or before == "." or (before == "::" and at > 1 and code[at - 2].kind == "ident"):
            return
        if before not in ITEMS:
            self.crate.names_in_code[self.module.file].add(token.text)
        segments = [token.text]
        is_test = code is self.code and self.is_test(at)
        while at + 2 < len(code) and code[at + 1].text == "::" and code[at + 2].kind == "ident":
            at += 2
            segments.append(code[at].text)
        if len(segments) > 1:
            self.module.paths.append(Import(self.module, segments, token.line, is_test))

    def read_use(self, at):
        end = next(end for end in range(at, len(self.code)) if self.text(end) == ";")
        before = self.text(at - 1) if at > 0 else ""
        for segments, alias, line in use_tree(self.code[at + 1 : end], []):
            one = Import(self.module, segments, line, self.is_test(at))
            one.alias, one.is_reexport = alias, before in ("pub", ")")
            if segments[-1] == "*":
                one.segments = segments[:-1]
                self.module.globs.append(one)
            else:
                self.module.bind(alias, one)
            if "cfg doc" not in self.conditions():
                self.module.paths.append(one)
        return end + 1

    def read_mod(self, at):
        name, is_test = self.text(at + 1), self.is_test(at)
        if self.text(at + 2) == "{":
            end = group_end(self.code, at + 2)
            child = Module(self.module.file, self.module, name, is_test)
            self.module.bind(name, child)
            ModuleReader(self.crate, child, self.code[at + 3 : end - 1], self.folder / name).read()
            return end
        path = next((attribute[2].text[1:] for attribute in self.attributes if attribute[0].text == "path"), None)
        places = [self.module.file.parent / path] if path else [self.folder / f"{name}.rs", self.folder / name / "mod.rs"]
        file = next((place for place in places if place.exists()), None)
        if file:
            child = Module(file, self.module, name, is_test)
            self.module.bind(name, child)
            self.crate.read_file(child, file.parent if file.name == "mod.rs" else file.with_suffix(""))
        return at + 3


def use_tree(code, prefix):
    """The paths of a `use`: segments, the name it is bound to, the line."""
    at, segments = 0, list(prefix)
    while at < len(code):
        token = code[at]
        if token.text == "{":
            end = group_end(code, at)
            for part in split(code[at + 1 : end - 1]):
                yield from use_tree(part, segments)
            return
        if token.text == "as":
            yield segments, code[at + 1].text, token.line
            return
        if token.text == "self" and prefix and at == 0:
            yield prefix, prefix[-1], token.line
            return
        if token.kind == "ident" or token.text == "*":
            segments.append(token.text)
        at += 1
    if len(segments) > len(prefix):
        yield segments, segments[-1], code[-1].line


def split(code):
    """Parts between commas, but for those in nested braces."""
    part, depth = [], 0
    for token in code:
        depth += (token.text == "{") - (token.text == "}")
        if token.text == "," and depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


