"""Packages of registries that tables of the data are made from."""

import hashlib
import subprocess
import sys


def pip(requirement):
    """The command that fetches a wheel of PyPI into the folder where it runs."""
    return ["pip", "download", "--quiet", "--no-deps", "--dest", ".", requirement]


def npm(package):
    """The command that fetches a package of npm into the folder where it runs."""
    return ["npm", "pack", "--silent", package]


def fetch(folder, packages, name):
    """A file of a folder, fetched where it is not there yet; one of another SHA-256 is refused.

    Packages are, by the name of the file, the command that fetches it and its SHA-256."""
    command, expected = packages[name]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        sys.exit(f"{name} has SHA-256 {found}, expected {expected}")
    return path
