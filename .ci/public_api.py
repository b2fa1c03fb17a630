#!/usr/bin/env python3
"""Lists what a library offers, a line each, sorted: `public_api.py RUSTDOC.json`.

Hidden items and what the compiler implements by itself (`Send`, blanket impls) are left out.
"""

import json
import sys


class Api:
    def __init__(self, crate):
        self.index = crate["index"]
        self.lines = set()
        self.seen = set()
        root = self.index[str(crate["root"])]
        self.module(root, root["name"])

    def item(self, number):
        return self.index.get(str(number))

    def module(self, item, path):
        for number in item["inner"]["module"]["items"]:
            self.add(self.item(number), path)

    def add(self, item, parent):
        if item is None or item["visibility"] != "public" or "#[doc(hidden)]" in str(item["attrs"]):
            return
        if "hidden" in str([attr for attr in item["attrs"] if "doc" in str(attr)]):
            return
        kind, inner = next(iter(item["inner"].items()))
        if kind == "use":
            target = self.item(inner["id"]) if inner["id"] is not None else None
            if target is None:
                self.lines.add(f"use {parent}::{inner['name']} = {inner['source']}")
            elif inner["is_glob"]:
                self.module(target, parent)
            else:
                self.named({**target, "visibility": "public"}, f"{parent}::{inner['name']}")
            return
        self.named(item, f"{parent}::{item['name']}")

    def named(self, item, path):
        kind, inner = next(iter(item["inner"].items()))
        if (item["id"], path) in self.seen:
            return
        self.seen.add((item["id"], path))
        if kind == "module":
            self.lines.add(f"mod {path}")
            self.module(item, path)
        elif kind == "function":
            self.lines.add(function(inner, path))
        elif kind in ("struct", "enum", "union", "trait"):
            self.lines.add(f"{kind} {path}{generics(inner['generics'])}{where(inner['generics'])}")
            self.members(kind, inner, path)
        elif kind == "constant":
            self.lines.add(f"const {path}: {type_of(inner['type'])}")
        elif kind == "type_alias":
            self.lines.add(f"type {path} = {type_of(inner['type'])}")
        elif kind in ("macro", "proc_macro"):
            self.lines.add(f"{kind} {path}")

    def members(self, kind, inner, path):
        if kind == "trait":
            for number in inner["items"]:
                self.member(self.item(number), path)
            return
        fields = inner.get("variants", [])
        if kind == "struct" and isinstance(inner["kind"], dict):
            shape = next(iter(inner["kind"].values()))
            fields = shape["fields"] if isinstance(shape, dict) else [field for field in shape if field]
        for number in fields:
            self.member(self.item(number), path)
        for number in inner["impls"]:
            self.implementation(self.item(number), path)

    def implementation(self, item, path):
        if item is None:
            return
        inner = item["inner"]["impl"]
        if inner["is_synthetic"] or inner["blanket_impl"]:
            return
        if inner["trait"] is None:
            for number in inner["items"]:
                self.member(self.item(number), path)
        else:
            self.lines.add(f"impl {path}: {resolved(inner['trait'])}{where(inner['generics'])}")

    def member(self, item, path):
        if item is None or item["visibility"] not in ("public", "default") or "hidden" in str(item["attrs"]):
            return
        kind, inner = next(iter(item["inner"].items()))
        path = f"{path}::{item['name']}"
        if kind == "function":
            self.lines.add(function(inner, path))
        elif kind == "struct_field":
            self.lines.add(f"field {path}: {type_of(inner)}")
        elif kind == "variant":
            self.lines.add(f"variant {path}")
            shape = inner["kind"]
            if isinstance(shape, dict):
                shape = next(iter(shape.values()))
                for number in shape["fields"] if isinstance(shape, dict) else shape:
                    self.member(self.item(number), path)
        elif kind == "assoc_const":
            self.lines.add(f"const {path}: {type_of(inner['type'])}")
        elif kind == "assoc_type":
            self.lines.add(f"type {path}{bounds(inner['bounds'])}")


def function(inner, path):
    header = inner["header"]
    words = [word for word in ["const", "async", "unsafe"] if header[f"is_{word}"]]
    inputs = ", ".join(
        "self" if name == "self" and type_of(kind) == "Self" else f"{name}: {type_of(kind)}"
        for name, kind in inner["sig"]["inputs"]
    )
    output = inner["sig"]["output"]
    answer = f" -> {type_of(output)}" if output is not None else ""
    own = inner["generics"]
    return " ".join([*words, "fn", f"{path}{generics(own)}({inputs}){answer}{where(own)}"])


def generics(of):
    names = []
    for parameter in of["params"]:
        kind, inner = next(iter(parameter["kind"].items()))
        if kind == "type" and not inner["is_synthetic"]:
            names.append(parameter["name"] + bounds(inner["bounds"]))
        elif kind == "const":
            names.append(f"const {parameter['name']}: {type_of(inner['type'])}")
        elif kind == "lifetime":
            names.append(parameter["name"])
    return f"<{', '.join(names)}>" if names else ""


def where(of):
    found = []
    for predicate in of["where_predicates"]:
        kind, inner = next(iter(predicate.items()))
        if kind == "bound_predicate":
            found.append(type_of(inner["type"]) + bounds(inner["bounds"]))
    return f" where {', '.join(found)}" if found else ""


def bounds(of):
    found = []
    for bound in of:
        kind, inner = next(iter(bound.items()))
        if kind == "trait_bound":
            found.append({"maybe": "?"}.get(inner["modifier"], "") + resolved(inner["trait"]))
        elif kind == "outlives":
            found.append(inner)
    return f": {' + '.join(found)}" if found else ""


def resolved(of):
    name = (of.get("path") or of.get("name")).split("::")[-1]
    arguments = of.get("args")
    if not arguments:
        return name
    kind, inner = next(iter(arguments.items()))
    if kind == "parenthesized":
        output = f" -> {type_of(inner['output'])}" if inner["output"] else ""
        return f"{name}({', '.join(map(type_of, inner['inputs']))}){output}"
    found = [argument_of(argument) for argument in inner["args"]]
    for constraint in inner["constraints"]:
        binding = constraint["binding"]
        equal = binding.get("equality")
        value = f" = {argument_of(equal)}" if equal else bounds(binding.get("constraint", []))
        found.append(constraint["name"] + value)
    return f"{name}<{', '.join(found)}>" if found else name


def argument_of(argument):
    if isinstance(argument, str):
        return "_"
    kind, inner = next(iter(argument.items()))
    return {"type": type_of, "lifetime": str, "const": lambda const: const["expr"]}.get(kind, type_of)(
        inner if kind in ("type", "lifetime", "const") else argument
    )


def type_of(of):
    if of is None or isinstance(of, str):
        return "_"
    kind, inner = next(iter(of.items()))
    if kind == "resolved_path":
        return resolved(inner)
    if kind in ("generic", "primitive"):
        return inner
    if kind == "tuple":
        return f"({', '.join(map(type_of, inner))})"
    if kind == "slice":
        return f"[{type_of(inner)}]"
    if kind == "array":
        return f"[{type_of(inner['type'])}; {inner['len']}]"
    if kind == "borrowed_ref":
        lifetime = f"{inner['lifetime']} " if inner["lifetime"] else ""
        return f"&{lifetime}{'mut ' if inner['is_mutable'] else ''}{type_of(inner['type'])}"
    if kind == "impl_trait":
        return "impl " + bounds(inner)[2:]
    if kind == "dyn_trait":
        return "dyn " + " + ".join(resolved(each["trait"]) for each in inner["traits"])
    if kind == "qualified_path":
        trait = f" as {resolved(inner['trait'])}" if inner["trait"] else ""
        return f"<{type_of(inner['self_type'])}{trait}>::{inner['name']}"
    if kind == "function_pointer":
        inputs = ", ".join(type_of(each) for _, each in inner["sig"]["inputs"])
        return f"fn({inputs}) -> {type_of(inner['sig']['output'])}"
    return kind


def main():
    with open(sys.argv[1]) as file:
        crate = json.load(file)
    print("\n".join(sorted(Api(crate).lines)))


main()
