"""Where the files of a repository reach outside it: by a path that climbs, or one of a machine."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from os.path import normpath
from pathlib import Path

CLIMBS = re.compile(r"(?<![\w/.])(?:\.\./)+[\w./-]*")
CLIMBS_FIRST = re.compile(r"\.\.(?:/|$)")
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|mnt|Users)/\w[\w./-]*")


def outside(file: Path, root: Path) -> list[str]:
    """What in `file` leads out of `root`, as it is written there.

    Python is read as a program: an expression such as `Path(__file__).parents[2] / "data"` is
    worked out, through the names in this and other files that hold a path.
    """
    text = file.read_text(errors="ignore")
    found = [path[0] for path in MACHINE.finditer(text)]
    if file.suffix == ".py":
        return [*found, *_written(file, root)]
    climbing = (step[0] for step in CLIMBS.finditer(text))
    return found + [step for step in climbing if not _inside(file.parent / step, root)]


def _inside(path: Path, root: Path) -> bool:
    return Path(normpath(path)).is_relative_to(root)


def _written(file: Path, root: Path) -> Iterator[str]:
    for node in _nodes(file):
        path = None if isinstance(node, ast.Name) else _path(node, file, root)
        # Where a path that begins with `..` leads depends on where the program is started.
        climbs = isinstance(node, ast.Constant) and CLIMBS_FIRST.match(str(node.value))
        if climbs or (path and not _inside(path, root)):
            yield ast.unparse(node)


@cache
def _nodes(file: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(file.read_text())))


def _path(node: ast.AST, file: Path, root: Path) -> Path | None:
    """The path that an expression stands for, when it begins at `__file__`."""
    match node:
        case ast.Call(func=ast.Name("Path"), args=[ast.Name("__file__")]):
            return file
        case ast.Name(name):
            return _named(name, file, root)
        case ast.Call(func=ast.Attribute(value=start, attr="resolve" | "absolute")):
            return _path(start, file, root)
        case ast.Attribute(value=start, attr="parent"):
            below = _path(start, file, root)
            return below and below.parent
        case ast.Subscript(ast.Attribute(value=start, attr="parents"), ast.Constant(int(number))):
            below = _path(start, file, root)
            return below and below.parents[number]
        case ast.BinOp(left=start, op=ast.Div(), right=ast.Constant(str(step))):
            above = _path(start, file, root)
            return above and above / step
    return None


@cache
def _named(name: str, file: Path, root: Path) -> Path | None:
    """The path that a name holds, given in this file or imported from another of ours."""
    for node in _nodes(file):
        match node:
            case ast.Assign(targets=[ast.Name(given)], value=value) if given == name:
                return _path(value, file, root)
            case ast.ImportFrom(module=str(module), names=aliases):
                source = root.joinpath(*module.split("."))
                source = source / "__init__.py" if source.is_dir() else source.with_suffix(".py")
                for alias in aliases:
                    if (alias.asname or alias.name) == name and source.is_file():
                        return _named(alias.name, source, root)
    return None
