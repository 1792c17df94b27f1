"""A document written before a renaming names the school by its former name: it is its own."""

from review.check.ownership import likeness
from review.model.card import School
from review.model.document import Quote
from review.model.programme import SchoolMention

QUOTE = Quote("b1", 0, 5, "школы")
NEW = School("МБОУ «Приозёрная средняя школа»", "Приозёрная СШ")


def mention(stem, form="сош", number=""):
    return SchoolMention(stem=stem, form=form, number=number, quote=QUOTE, where="title", own=True)


def test_a_name_the_school_had_then_is_its_own():
    named = mention("Залесск")
    assert likeness(named, NEW) == "other"
    assert likeness(named, School(NEW.full_name, NEW.short_name, former=("МБОУ «Залесская СОШ»",))) == "same"


def test_a_name_it_had_lost_by_then_is_a_slip_and_not_another_school():
    named = mention("Залесск")
    assert likeness(named, School(NEW.full_name, NEW.short_name, outdated=("МБОУ «Залесская СОШ»",))) == "near"


def test_a_school_with_another_name_stays_another():
    named = mention("Боровск")
    assert likeness(named, School(NEW.full_name, NEW.short_name, former=("МБОУ «Залесская СОШ»",))) == "other"
