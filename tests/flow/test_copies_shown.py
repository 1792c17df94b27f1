"""Whose words a document has: whoever may not see the other school's document learns the fact and the share alone."""

from __future__ import annotations

from review.flow.submission.kit_tasks import OTHER_SCHOOL, load_kit, task_for
from review.store.register import seasons
from tests.stage import a_concept, hand_in


def test_another_schools_copy_is_told_without_its_name_and_its_words(stage):
    hand_in(stage, data=a_concept())
    copied = hand_in(stage, who="neighbour", school="neighbour", name="Копия.docx", data=a_concept("Соседи."))
    with stage.services.database.reading() as session:
        season = seasons.current(session).id
        kit = load_kit(stage.services, session, school_id=stage.places["neighbour"], season_id=season)
        task = task_for(session, kit, copied.latest.id)
    (match,) = task.copies
    assert (match.name, match.same_kit) == (OTHER_SCHOOL, False)
    assert match.share > 0.9
    assert match.blocks
    assert all(block.here.text and not block.there for block in match.blocks)
    assert task.compared_with == 1
