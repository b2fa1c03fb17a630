"""Reads each folder's `env` with python-dotenv: python_dotenv.py FOLDER..."""

import logging
import pathlib
import sys

import dotenv

logging.disable()
for folder in map(pathlib.Path, sys.argv[1:]):
    values = dotenv.dotenv_values(folder / "env")
    (folder / "python-dotenv").mkdir()
    for name in (folder / "names").read_text().split():
        if values.get(name) is not None:
            (folder / "python-dotenv" / name).write_bytes(values[name].encode())
