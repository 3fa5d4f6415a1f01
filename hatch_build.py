"""Builds the C core (refparse/native/src) into the package, where there is a compiler.

Without one, or where compiling fails, the package is built without the core: it does the same,
slower. ``REFPARSE_BUILD_CORE=0`` leaves the core out, ``REFPARSE_BUILD_CORE=1`` makes a failure to
compile it an error.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULE = "refparse.native._core"
HOME = Path("refparse", "native")


class CustomBuildHook(BuildHookInterface):
    """Compiles the core before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel, editable or not, is built."""
        wanted = os.environ.get("REFPARSE_BUILD_CORE", "")
        if self.target_name != "wheel" or wanted == "0":
            return
        root = Path(self.root)
        with tempfile.TemporaryDirectory() as scratch:
            try:
                built = compile_core(root, Path(scratch))
            except (Exception, SystemExit) as error:
                if wanted == "1":
                    raise
                self.app.display_warning(f"refparse: built without its C core: {error}")
                return
            home = root / HOME / built.name
            # Not over a file that a running process has mapped.
            fresh = home.with_name(home.name + ".new")
            shutil.copy(built, fresh)
            os.replace(fresh, home)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["artifacts"].append((HOME / built.name).as_posix())


def compile_core(root: Path, scratch: Path) -> Path:
    """Compile refparse/native/src with the compiler of the system; the file of the module."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    sources = sorted((root / HOME / "src").glob("*.c"))
    msvc = sys.platform == "win32"
    extension = Extension(
        MODULE,
        [str(path) for path in sources],
        depends=[str(root / HOME / "src" / "core.h")],
        extra_compile_args=["/O2"] if msvc else ["-O3", "-g0", "-fvisibility=hidden"],
        libraries=[] if msvc else ["m"],
    )
    distribution = Distribution({"name": "refparse-core", "ext_modules": [extension]})
    command = build_ext(distribution)
    command.build_lib = str(scratch / "lib")
    command.build_temp = str(scratch / "temp")
    command.ensure_finalized()
    command.run()
    return Path(command.get_ext_fullpath(MODULE))
