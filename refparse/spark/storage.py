"""Files of the job on whatever Spark reads: local, HDFS, object stores, through Hadoop's API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file: its URI, size in bytes and time of change in milliseconds."""

    uri: str
    size: int
    changed: int


class Storage:
    """The file system of a path, seen through the driver's JVM."""

    def __init__(self, spark: Any, path: str) -> None:
        self._jvm = spark.sparkContext._jvm
        where = self._path(path)
        self._fs = where.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        return bool(self._fs.exists(self._path(path)))

    def files(self, path: str, suffix: str) -> list[StoredFile]:
        """The files below a folder (or the file) with this ending, sorted; hidden ones are not."""
        root = self._fs.makeQualified(self._path(path))
        found = []
        walk = self._fs.listFiles(root, True)
        while walk.hasNext():
            status = walk.next()
            uri = str(status.getPath().toString())
            inside = uri.removeprefix(str(root.toString())).split("/")
            hidden = any(part.startswith(("_", ".")) and "=" not in part for part in inside)
            if not hidden and (uri.endswith(suffix) or inside == [""]):
                found.append(
                    StoredFile(uri, int(status.getLen()), int(status.getModificationTime()))
                )
        return sorted(found, key=lambda file: file.uri)

    def read_json(self, path: str) -> dict[str, Any]:
        """A small JSON file."""
        stream = self._fs.open(self._path(path))
        try:
            raw = bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream))
        finally:
            stream.close()
        return cast("dict[str, Any]", json.loads(raw.decode("utf-8")))

    def write_json(self, path: str, value: Any) -> None:
        """A small JSON file, put in its place in one step."""
        draft = f"{path}.draft"
        stream = self._fs.create(self._path(draft), True)
        try:
            stream.write(bytearray((json.dumps(value, indent=1) + "\n").encode()))
        finally:
            stream.close()
        self.delete(path)
        self.move(draft, path)

    def delete(self, path: str) -> None:
        """Remove a file or folder, if it is there."""
        self._fs.delete(self._path(path), True)

    def move(self, source: str, target: str) -> None:
        """Rename a file or folder; the target's parent is made, the target must not be there.

        Raises:
            OSError: the file system refused.
        """
        self._fs.mkdirs(self._path(target).getParent())
        if not self._fs.rename(self._path(source), self._path(target)):
            raise OSError(f"cannot rename {source} to {target}")
