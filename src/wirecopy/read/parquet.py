"""Parquet. In: a file. Out: one record a row, position = row number from 1; only columns of use are read.

The one idea: batches of 256 rows, because texts are long and memory must not follow the row group's row count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from wirecopy.errors import InputError
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

_BATCH_ROWS = 256


def read_parquet(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of a Parquet file; raises InputError on standard input, which can't be read from its end."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    if file.path is None:
        raise InputError("Parquet can't be read from standard input: name the file", path=file.name)
    row = 0
    try:
        with parquet.ParquetFile(file.path) as table:
            columns = [name for name in table.schema_arrow.names if options.table.knows(name)]
            if not any(options.table.is_text(name) for name in columns):
                names = ", ".join(table.schema_arrow.names)[:200]
                yield failure(0, RejectReason.BAD_HEADER, f"no column holds text among {names}; use --map text=COLUMN")
                return
            for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=columns, use_threads=False):
                for fields in batch.to_pylist():
                    row += 1
                    yield RawRecord(row, fields, orjson.dumps(fields, default=str, option=orjson.OPT_NON_STR_KEYS))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = RejectReason.TRUNCATED_FILE if row else RejectReason.BAD_FILE
        yield failure(row + 1, reason, f"Parquet: {error}")
