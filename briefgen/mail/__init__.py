"""What leaves the house: messages, and what is known of them afterwards.

Must not know issues, audiences, templates or the console: a letter comes as finished words
and finished files.
"""
