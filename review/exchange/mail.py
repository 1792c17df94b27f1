"""A letter as a message, and its way to the mail server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, make_msgid, parseaddr
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from review.errors import BadInput, StorageDown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

SECONDS = 30
PORTS = {"smtp": 587, "smtps": 465}
FORM = "smtp://имя:пароль@сервер:порт или smtps://имя:пароль@сервер:порт"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `safe`: encrypted from the first byte; else the connection is encrypted when it offers that."""

    host: str
    port: int
    user: str
    password: str
    safe: bool


def server(url: str) -> Server:
    """Read `smtp://user:password@host:587`. Raises BadInput."""
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise BadInput("Адрес почтового сервера (EXPERTIZA_SMTP) не читается.", f"Укажите его так: {FORM}.") from error
    if not parts.hostname:
        raise BadInput("В EXPERTIZA_SMTP нет имени сервера.", f"Укажите адрес так: {FORM}.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, user, password, parts.scheme == "smtps")


def is_address(text: str) -> bool:
    """Could this be somebody's e-mail address? One address, no names, no line breaks."""
    name, address = parseaddr(text)
    host = address.partition("@")[2]
    return not name and address == text and "." in host and not set(text) & set(" ,;\r\n<>")


def message(
    *,
    sender: str,
    to_address: str,
    to_name: str,
    subject: str,
    body: str,
    at: datetime,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> EmailMessage:
    """A plain-text letter with files. Line breaks in names and subjects become blanks: no header can be slipped in."""
    made = EmailMessage()
    made["From"] = formataddr(("Экспертиза 500+", sender))
    made["To"] = formataddr((" ".join(to_name.split()), to_address))
    made["Subject"] = " ".join(subject.split())
    made["Date"] = at
    made["Message-ID"] = make_msgid(domain=sender.partition("@")[2] or None)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(body)
    for name, data in attachments:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def send(letter: EmailMessage, to: Server) -> None:
    """Hand the letter over. Raises BadInput when it is refused for good, StorageDown when it is worth trying again."""
    context = ssl.create_default_context()
    try:
        with _connected(to, context) as connection:
            if not to.safe and connection.has_extn("starttls"):
                connection.starttls(context=context)
            if to.user:
                connection.login(to.user, to.password)
            connection.send_message(letter)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError) as error:
        raise BadInput(f"Почтовый сервер отказал: {error}.", "Проверьте адрес получателя и настройки почты.") from error
    except (smtplib.SMTPException, OSError) as error:
        raise StorageDown(f"Почтовый сервер не отвечает: {error}.", "Письмо будет отправлено позже.") from error


def _connected(to: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if to.safe:
        return smtplib.SMTP_SSL(to.host, to.port, timeout=SECONDS, context=context)
    connection = smtplib.SMTP(to.host, to.port, timeout=SECONDS)
    connection.ehlo()
    return connection
