"""The journal's lines in Russian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.assessment import VERDICT_TITLES, Verdict

if TYPE_CHECKING:
    from review.model.register import AuditLine

WORDS = {
    "person.signed_in": "Вход",
    "person.locked_out": "Вход приостановлен после неверных попыток: {attempts}",
    "person.set_first_password": "Задан первый пароль",
    "person.changed_password": "Изменён пароль",
    "person.signed_out_everywhere": "Выход на всех устройствах",
    "person.invited": "Приглашение: {name}, {roles}",
    "person.invited_again": "Новое приглашение: {name}",
    "person.updated": "Изменены данные и роли: {name}, {roles}",
    "person.closed": "Учётная запись закрыта: {name}",
    "person.reopened": "Учётная запись открыта: {name}",
    "region.added": "Добавлен регион «{name}»",
    "municipality.added": "Добавлен муниципалитет «{name}»",
    "municipality.renamed": "Муниципалитет «{before}» переименован в «{name}»",
    "school.added": "Добавлена школа «{name}»",
    "card.saved": "Изменена карточка школы",
    "body.saved": "Изменены реквизиты органа",
    "season.opened": "Открыт год {year}: «{title}», школ: {schools}",
    "schools.imported": "Загружена таблица школ: добавлено {created}, изменено {updated}, с ошибками {faults}",
    "document.uploaded": "Загружен документ «{file}»",
    "document.refused": "Файл «{file}» не принят ({code})",
    "document.new_version": "Загружена новая версия «{file}»",
    "document.checked": "«{file}» прочитан и проверен",
    "document.checked_again": "«{file}» проверен заново",
    "document.unreadable": "Файл «{file}» прочитать не удалось ({code})",
    "document.kind_set": "Указан вид документа",
    "document.withdrawn": "Документ отозван: {reason}",
    "document.restored": "Отозванный документ возвращён",
    "appeal.filed": "Школа подала апелляцию № {number}, ответ до {due}",
    "appeal.reopened": "По апелляции № {number} назначена повторная экспертиза: {reason}",
    "appeal.answered": "Ответ на апелляцию № {number}: {state}",
    "appeal.withdrawn": "Школа отозвала апелляцию № {number}",
    "school.renamed": "Школа переименована с {since}: «{before}» — «{name}»",
    "school.merged": "Школа «{name}» присоединена к «{successor}» с {since}",
    "school.parted": "Запись о присоединении школы «{name}» снята",
    "season.closed": "Закрыт год {year}: «{title}»",
    "season.reopened": "Снова открыт год {year}: «{title}»",
    "assessment.opened": "Начата экспертиза по критериям {rubric}",
    "assessment.texts_saved": "Сохранены выводы эксперта",
    "assessment.finished": "Экспертиза завершена",
    "assessment.reopened": "Экспертиза возобновлена",
    "mark.saved": "Отметка по критерию {code}",
    "mark.proposals_accepted": "Приняты предложенные уровни: {codes}",
    "campaign.begun": "Начата кампания «{campaign}»",
    "campaign.changed": "Изменены настройки кампании «{campaign}»",
    "campaign.closed": "Завершена кампания «{campaign}»",
    "campaign.resumed": "Кампания «{campaign}» продолжена",
    "campaign.experts_invited": "В группу кампании «{campaign}» приглашены: {people}",
    "campaign.expert_answered": "Ответ эксперта на приглашение в кампанию «{campaign}»",
    "campaign.expert_removed": "Из группы кампании «{campaign}» исключён эксперт: {name}, {reason}",
    "campaign.expert_set": "Условия эксперта в кампании «{campaign}»: {name}",
    "campaign.conflict_declared": "Заявлен конфликт интересов: {name}, {school}: {reason}",
    "campaign.conflict_withdrawn": "Снят конфликт интересов: {name}, {school}",
    "campaign.sample_drawn": "Отбор № {number} кампании «{campaign}»: {documents} из {frame}, начальное число {seed}",
    "campaign.plan_applied": "Назначены эксперты кампании «{campaign}»: назначено {added}, снято {dropped}",
    "campaign.seat_given": "Назначен эксперт: {name}",
    "campaign.seat_declined": "Эксперт отказался от документа: {reason}",
    "campaign.seat_accepted": "Эксперт принял документ",
    "campaign.seat_replaced": "Эксперт {before} заменён: {name}, {reason}",
    "campaign.seat_cancelled": "Назначение отменено: {name}, {reason}",
    "campaign.version_followed": "Назначения кампании «{campaign}» перешли на новую версию",
    "campaign.diverged": "Эксперты разошлись: {reasons}",
    "campaign.further_called": "Назначен дополнительный эксперт: {name}",
    "campaign.further_unfilled": "Дополнительного эксперта назначить некого: {reasons}",
    "campaign.arbitrator_named": "Рассудить экспертов поручено: {name}",
    "campaign.settled": "Разногласия экспертов рассмотрены: {codes}",
    "settlement.saved": "Сохранён черновик рассмотрения разногласий",
    "dissent.written": "Эксперт приложил особое мнение",
    "decision.returned": "Регион вернул решение на пересмотр: {reason}",
    "check.switched_off": "Проверка {code} отключена: {reason}",
    "check.switched_on": "Проверка {code} снова включена",
    "outside.entered": "Внесён результат федеральной выборки",
    "outside.imported": "Загружены результаты федеральной выборки: {rows}",
    "remark.added": "Замечание к словам документа ({code})",
    "remark.changed": "Изменено замечание ({code})",
    "remark.withdrawn": "Снято замечание ({code})",
    "remark.answered": "Школа ответила на замечание",
    "remark.closed": "Замечание закрыто",
    "remark.reopened": "Замечание открыто снова",
    "remarks.carried": "Замечания найдены в новой версии: {found}",
    "edition.brought": "Загружена своя редакция критериев {rubric}; отличий от {against}: {changes}",
    "edition.chosen": "Редакция критериев {rubric} вместо {before}",
    "bank.added": "Рекомендация добавлена в банк ({code})",
    "bank.changed": "Рекомендация банка изменена ({code})",
    "rubric.frozen": "Редакция критериев {rubric} закреплена первым решением",
    "paper.registered": "Зарегистрировано: {title} № {number}",
    "batch.begun": "Начат выпуск: {title}, бумаг: {papers}",
    "batch.resumed": "Выпуск продолжен: {title}",
    "batch.finished": "Выпущено {issued} из {papers}: {title}",
    "batch.mailed": "Подготовлены письма с бумагами: {title}, {letters}",
    "paper.written_down": "Составлено без номера: {title}",
    "paper.pdf_made": "Готов PDF бумаги № {number}",
    "paper.signed": "Подписана бумага № {number}",
    "paper.sent": "Отправлена бумага № {number}",
    "paper.rendered": "Бумага № {number}: {kind}",
    "draft.begun": "Составлен проект: {title}",
    "draft.asked": "Проект «{title}» отправлен на согласование, человек: {people}",
    "draft.agreed": "Проект «{title}» согласован: {name}",
    "draft.remark": "Замечание к проекту «{title}»: {name}",
    "draft.dropped": "Удалён проект: {title}",
    "template.brought": "Загружен свой шаблон бумаги «{title}»",
    "template.chosen": "Выбран свой шаблон бумаги «{title}»",
    "template.set_aside": "Бумага «{title}» снова выпускается по шаблону службы",
    "template.removed": "Удалён свой шаблон бумаги «{title}»",
    "word.confirmed": "Подтверждено склонение: {text}",
    "word.forgotten": "Забыто склонение: {text}",
    "paper.revoked": "Отменена бумага № {number}: {reason}",
    "letter.edited": "Исправлено письмо № {letter}",
    "letter.dispatched": "Письмо № {letter} поставлено в очередь на отправку: {to}",
    "letter.cancelled": "Письмо № {letter} отменено",
    "person.wishes_saved": "Изменены настройки уведомлений",
    "service.initialised": "Установка подготовлена к работе",
    "service.restored": "Данные восстановлены из резервной копии от {made_at}",
}


def words_of(line: AuditLine) -> str:
    """What happened, as a sentence without its doer."""
    details = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in line.details.items()
    }
    if line.action == "document.decided":
        return f"Решение: {VERDICT_TITLES[Verdict(str(details['verdict']))]}"
    if line.action == "document.confirmed":
        confirmed = {True: "Куратор подтвердил документ", False: f"Куратор не подтвердил документ: {details['remark']}"}
        return confirmed.get(line.details["confirmed"], "Куратор снял своё подтверждение")  # type: ignore[call-overload, no-any-return]  # a JSON value
    words = WORDS.get(line.action)
    return line.action if words is None else words.format_map(details).replace("№ ", "№\u00a0")
