"""How much of a file is looked at: enough for a city's report, too little to be stopped by.

What lies beyond is named in the report, never taken for checked.
"""

MAX_BYTES = 150_000_000  # of any file

# Of a PDF.
MAX_UNPACKED = 300_000_000  # bytes of all streams together when unpacked
MAX_PAGES = 3_000
MAX_OBJECTS = 600_000
MAX_ELEMENTS = 250_000
MAX_KIDS = 600_000  # pieces of pages, and objects, that elements refer to
MAX_DEPTH = 200
MAX_SIGNS = 5_000_000  # numbers, names and words of all objects
MAX_CONTENT_SIGNS = 12_000_000  # and of the contents of all pages together
MAX_OPERATORS = 2_000_000  # of all pages together
MAX_MARKED = 500_000  # pieces of marked content of all pages together
MAX_STREAM = 60_000_000  # bytes of one stream when unpacked
MAX_SEARCHED = 500_000_000  # bytes searched for the ends of streams that say them wrongly
MAX_PAINTED = 300  # areas of one page that text may lie on
MAX_FORMS = 10_000  # drawings that are drawn from within a page
MAX_TOKENS = 20_000_000  # signs of which the objects of an archive file are written
MAX_RUNS = 20_000  # contents of an archive file that are run: pages, forms, patterns, glyphs
MAX_PROGRAM = 30_000_000  # bytes of one font program
MAX_GLYPHS = 70_000

# Of XML and HTML: what is in it, and how deep.
MAX_HTML = 20_000_000
MAX_XML = 80_000_000  # bytes of all parts of a DOCX that are read, when unpacked
MAX_PARTS = 5_000
MAX_NODES = 800_000  # elements of a DOCX: a table of 20,000 rows
MAX_TAGS = 400_000  # elements of an HTML file
MAX_NESTING = 100
