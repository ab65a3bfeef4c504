"""Parquet. In: a file. Out: one record a row, position = row number from 1; only columns of use are read.

The one idea: batches of 16 rows, because texts are long and memory must not follow the row group's row count: a text
that stands once in the file's dictionary and in thousands of rows is held 16 times. Rows are unpacked one at a time, so
that a value which Python has no object for (a day in the year 9,999,999, bytes that are no UTF-8) costs its own row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from wirecopy.errors import InputError
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

_BATCH_ROWS = 16  # no slower than 256
_ODD_VALUES = (ValueError, OverflowError, LookupError, TypeError, ArithmeticError)  # from pyarrow's own conversions


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
                plain = _with_plain_times(batch)
                for index in range(plain.num_rows):
                    row += 1
                    yield _record_of(row, plain.slice(index, 1))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = RejectReason.TRUNCATED_FILE if row else RejectReason.BAD_FILE
        yield failure(row + 1, reason, f"Parquet: {error}")


def _record_of(position: int, row: Any) -> RawRecord | Failure:
    try:
        fields = row.to_pylist()[0]
        return RawRecord(position, fields, orjson.dumps(fields, default=str, option=orjson.OPT_NON_STR_KEYS))
    except _ODD_VALUES as error:
        return failure(position, RejectReason.BAD_FILE, f"Parquet: a value that can't be read: {error}")


def _with_plain_times(batch: Any) -> Any:
    """Return the batch with times as text: as objects they end at year 9999 and lack nanoseconds.

    Those of a known zone are written in UTC with a Z; those of none stay so.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.compute as pc  # noqa: PLC0415

    for index, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type):
            plain = batch.column(index).view(pa.timestamp(field.type.unit)).cast(pa.string())
            texts = plain if field.type.tz is None else pc.binary_join_element_wise(plain, "Z", "")
        elif pa.types.is_date(field.type):
            texts = batch.column(index).cast(pa.string())
        else:
            continue
        batch = batch.set_column(index, field.name, texts)
    return batch
