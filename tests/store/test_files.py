import hashlib

import pytest

from review.errors import StorageDown
from review.store.files import FileStore


@pytest.fixture
def files(tmp_path):
    return FileStore(tmp_path / "files")


def test_what_was_put_comes_back_and_is_stored_once(files):
    sha256 = files.put("Концепция".encode())
    assert sha256 == hashlib.sha256("Концепция".encode()).hexdigest()
    assert files.put("Концепция".encode()) == sha256
    assert files.get(sha256) == "Концепция".encode()
    assert list(files.names()) == [sha256]


def test_a_changed_file_is_not_given_out(files):
    sha256 = files.put(b"original")
    next(files.folder.glob("??/??/*")).write_bytes(b"changed!")
    with pytest.raises(StorageDown, match="повреждён"):
        files.get(sha256)


def test_a_missing_file_is_told(files):
    with pytest.raises(StorageDown, match="не найден"):
        files.get("0" * 64)


def test_a_torn_file_is_written_again(files):
    sha256 = files.put(b"whole content")
    next(files.folder.glob("??/??/*")).write_bytes(b"who")
    files.put(b"whole content")
    assert files.get(sha256) == b"whole content"


def test_nothing_half_written_stays_behind(files, monkeypatch):
    def no_space(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(StorageDown, match="No space"):
        files.put(b"content")
    assert [path for path in files.folder.rglob("*") if path.is_file()] == []
