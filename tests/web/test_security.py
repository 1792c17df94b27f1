import stat

from review.settings import Settings
from review.web.security import secret_key


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path):
    settings = Settings(data=tmp_path / "new")
    first = secret_key(settings)
    assert len(first) == 64
    assert secret_key(settings) == first
    assert stat.S_IMODE((settings.data / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in settings.data.iterdir()] == ["secret.key"]


def test_a_key_that_was_set_is_taken(tmp_path):
    assert secret_key(Settings(data=tmp_path, secret_key="своя")) == "своя"
    assert list(tmp_path.iterdir()) == []
