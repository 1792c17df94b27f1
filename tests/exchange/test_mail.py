"""Letters over a real connection to a mail server of the test's own."""

import socketserver
import threading
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from review.errors import BadInput, StorageDown
from review.exchange.mail import Server, is_address, message, send, server


class Talk(socketserver.StreamRequestHandler):
    """As much of a mail server as a client needs; an address with «нет» in its name is unknown to it."""

    def handle(self):
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(b"250 kept\r\n")
            elif word == b"RCPT" and b"nobody" in line:
                self.wfile.write(b"550 no such box\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def post_office():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as office:
        office.letters = []
        thread = threading.Thread(target=office.serve_forever, daemon=True)
        thread.start()
        yield office
        office.shutdown()
        thread.join()


def a_letter(to="school@example.ru", **changed):
    values = {
        "sender": "service@example.ru",
        "to_address": to,
        "to_name": "МБОУ «Приозёрная СОШ»",
        "subject": "Рекомендации по итогам экспертизы",
        "body": "Добрый день!\nРекомендации — во вложении.",
        "at": datetime(2022, 4, 7, 9, 0, tzinfo=UTC),
        "attachments": [("Письмо № 5.docx", b"PK\x03\x04 bytes")],
    }
    return message(**{**values, **changed})


def at(office):
    return Server("127.0.0.1", office.server_address[1], "", "", safe=False)


def test_a_letter_arrives_with_its_words_and_its_files(post_office):
    send(a_letter(), at(post_office))
    [raw] = post_office.letters
    got = message_from_bytes(raw, policy=policy.default)
    assert got["Subject"] == "Рекомендации по итогам экспертизы"
    assert "Рекомендации — во вложении." in got.get_body().get_content()
    [file] = got.iter_attachments()
    assert file.get_filename() == "Письмо № 5.docx"
    assert file.get_payload(decode=True) == b"PK\x03\x04 bytes"


def test_no_header_can_be_slipped_in_by_a_subject_or_a_name():
    made = a_letter(subject="Срок\r\nBcc: all@example.ru", to_name="Школа\nX-Evil: 1")
    assert made["Bcc"] is None
    assert "X-Evil" not in made
    assert made["Subject"] == "Срок Bcc: all@example.ru"


def test_an_unknown_box_is_refused_for_good(post_office):
    with pytest.raises(BadInput, match="отказал"):
        send(a_letter(to="nobody@example.ru"), at(post_office))


def test_a_silent_server_is_worth_trying_again(post_office):
    post_office.shutdown()
    post_office.server_close()
    with pytest.raises(StorageDown, match="не отвечает"):
        send(a_letter(), at(post_office))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "smtp://user%40school.ru:p%2Fw@mail.example.ru",
            Server("mail.example.ru", 587, "user@school.ru", "p/w", False),
        ),
        ("smtps://u:p@mail.example.ru:4650", Server("mail.example.ru", 4650, "u", "p", True)),
    ],
)
def test_the_address_of_a_server_is_read(url, told):
    assert server(url) == told


@pytest.mark.parametrize("url", ["mail.example.ru", "http://mail.example.ru", "smtp://", "smtp://host:порт"])
def test_a_wrong_address_of_a_server_is_refused_in_words(url):
    with pytest.raises(BadInput, match="EXPERTIZA_SMTP"):
        server(url)


@pytest.mark.parametrize(
    "text", ["", "ivanova", "a@b", "a@b.ru, c@d.ru", "Иванова <a@b.ru>", "a@b.ru\r\nBcc: c@d.ru", "a b@c.ru"]
)
def test_what_is_no_single_address(text):
    assert not is_address(text)


def test_an_address():
    assert is_address("ivanova.a@school-5.example.ru")
