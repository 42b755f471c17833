"""Reads messages with GMime, which had no part in writing them.

Runs under the system's Python, whose `gi` it needs, and imports nothing else. A line of
base64 in is a message, a line of JSON out is what GMime makes of it.
"""

import json
import sys
from base64 import b64decode, b64encode
from typing import Any

import gi

gi.require_version("GMime", "3.0")
from gi.repository import GMime  # noqa: E402


def read(content: bytes) -> dict[str, Any]:
    """Give headers, addresses, parts and what was wrong."""
    stream = GMime.StreamMem.new_with_buffer(content)
    message = GMime.Parser.new_with_stream(stream).construct_message(None)
    headers = message.get_header_list()
    fields = [headers.get_header_at(n) for n in range(headers.get_count())]
    return {
        "headers": [[field.get_name(), field.get_value()] for field in fields],
        "subject": message.get_subject(),
        "from": people(message.get_from()),
        "reply_to": people(message.get_reply_to()),
        "to": people(message.get_addresses(GMime.AddressType.TO)),
        "cc": people(message.get_addresses(GMime.AddressType.CC)),
        "bcc": people(message.get_addresses(GMime.AddressType.BCC)),
        "message_id": message.get_message_id(),
        "date": message.get_date().format_iso8601() if message.get_date() else None,
        "root": part(message.get_mime_part()),
    }


def people(listed: Any) -> list[list[str]]:
    """Give name and address of each mailbox."""
    found = [listed.get_address(n) for n in range(listed.length())] if listed else []
    return [[one.get_name() or "", one.get_addr()] for one in found]


def part(object_: Any) -> dict[str, Any]:
    """Give a part with those in it."""
    kind = object_.get_content_type()
    found = {
        "type": kind.get_mime_type(),
        "charset": kind.get_parameter("charset"),
        "name": kind.get_parameter("name"),
        "language": object_.get_header("Content-Language"),
        "disposition": None,
        "file": None,
    }
    if disposition := object_.get_content_disposition():
        found["disposition"] = disposition.get_disposition()
        found["file"] = disposition.get_parameter("filename")
    if isinstance(object_, GMime.Multipart):
        found["parts"] = [part(object_.get_part(n)) for n in range(object_.get_count())]
    else:
        stream = GMime.StreamMem.new()
        object_.get_content().write_to_stream(stream)
        stream.flush()
        found["content"] = b64encode(bytes(stream.get_byte_array())).decode()
        found["encoding"] = GMime.content_encoding_to_string(object_.get_content_encoding())
    return found


GMime.init()
for line in sys.stdin:
    print(json.dumps(read(b64decode(line))), flush=True)
