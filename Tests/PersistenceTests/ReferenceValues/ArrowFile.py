"""Reads the Arrow files of ArrowFileTests back and compares every cell. pyarrow 21 or newer.

UPDATE_REFERENCES=1 swift test --filter ArrowFileTests && python3 Tests/PersistenceTests/ReferenceValues/ArrowFile.py
"""
import pathlib

import pyarrow as pa
import pyarrow.ipc as ipc

HERE = pathlib.Path(__file__).parent

table = ipc.open_file(HERE / "ArrowFile.arrow").read_all()
table.validate(full=True)
assert table.schema.names == ["entity", "year", "value", "state", "nothing"]
assert table.schema.field("year").type == pa.int32() and table.schema.field("value").type == pa.float64()
assert table.schema.field("entity").type == pa.dictionary(pa.int32(), pa.string())
assert table.to_pydict() == {
    "entity": ["淮安市", "淮安市", None, "a"],
    "year": [2019, 2020, 2021, -1],
    "value": [1.5, None, 0.0, -1e300],
    "state": ["number", "blank", "number", "number"],
    "nothing": [None, None, None, None],
}
empty = ipc.open_file(HERE / "ArrowFile.empty.arrow").read_all()
empty.validate(full=True)
assert empty.num_rows == 0 and empty.schema.names == ["entity", "value"]
print("pyarrow", pa.__version__, "reads both files as they were written")
