"""How much of a sheet is read: enough for a city's list, too little to be stopped by.

An answer is due within two seconds and 200 MB whatever the file holds.
"""

MAX_BYTES = 8_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELLS = 200_000
MAX_CELL_LENGTH = 5_000

# Of an XLSX: what its parts may unpack to, and the tags, attributes and depth of their XML.
MAX_PARTS = 2_000
MAX_UNPACKED = 32_000_000
MAX_TAGS = 1_500_000
MAX_NAMES = 20_000
MAX_TOKEN = 256_000
MAX_DEPTH = 32
MAX_MERGED = 10_000

# Where a spreadsheet itself ends.
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
