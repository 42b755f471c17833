"""Messages as bytes, the server that takes them, and the ledger of what went out.

Owns how a message is made (`message`), SMTP (`smtp`), who logs in (`secrets`), the memory of
what was sent (`ledger`, `kept`) and the order in which many are sent (`dispatch`). Must not
know issues, audiences, templates or the terminal.
"""
