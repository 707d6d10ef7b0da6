"""Reads the Arrow files of ArrowFormatTests back and compares every cell. pyarrow 21 or newer.

UPDATE_REFERENCES=1 swift test --filter ArrowFormatTests && python3 Tests/ReportingTests/ReferenceValues/ArrowFile.py
"""
import pathlib

import pyarrow as pa
import pyarrow.ipc as ipc

HERE = pathlib.Path(__file__).parent
TEXT = pa.dictionary(pa.int32(), pa.string())

file = ipc.open_file(HERE / "ArrowFile.arrow")
assert file.num_record_batches == 2
table = file.read_all()
table.validate(full=True)
types = {"entity": TEXT, "year": pa.int32(), "value": pa.float64(), "large": pa.int64(), "found": pa.bool_(), "points": TEXT, "nothing": TEXT}
assert dict(zip(table.schema.names, table.schema.types)) == types, table.schema
assert table.to_pydict() == {
    "entity": ["淮安市", "淮安市", None, "a"],
    "year": [2019, 2020, None, -1],
    "value": [1.5, None, 0.0, -1e300],
    "large": [2**40, -1, None, 3],
    "found": [True, False, None, True],
    "points": ["[1, null]", "[]", None, "x"],
    "nothing": [None, None, None, None],
}, table.to_pydict()
empty = ipc.open_file(HERE / "ArrowFile.empty.arrow").read_all()
empty.validate(full=True)
assert empty.num_rows == 0 and empty.schema.names == list(types)
print("pyarrow", pa.__version__, "reads both files as they were written")
