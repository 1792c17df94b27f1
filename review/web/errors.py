"""One table from a kind of failure to its answer. Views never catch."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from review import errors
from review.web.typography import size

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

STATUS: dict[type[errors.ReviewError], HTTPStatus] = {
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.UnsupportedType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.FileRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.BadInput: HTTPStatus.BAD_REQUEST,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.WrongState: HTTPStatus.CONFLICT,
    errors.Stale: HTTPStatus.CONFLICT,
    errors.TooOften: HTTPStatus.TOO_MANY_REQUESTS,
    errors.BadRubric: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.BadTemplate: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ConverterDown: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StorageDown: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ReviewError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
TITLES: dict[int, str] = {
    400: "Исправьте введённое",
    401: "Войдите в систему",
    403: "Нет доступа",
    404: "Такой страницы нет",
    405: "Так открыть эту страницу нельзя",
    409: "Пока вы работали, всё изменилось",
    413: "Файл слишком большой",
    415: "Такие файлы мы не читаем",
    422: "Не получилось",
    429: "Слишком много попыток",
    500: "Не получилось",
    503: "Сейчас не получится",
}
PLAIN: dict[int, tuple[str, str]] = {
    400: ("Запрос пришёл неполным.", "Вернитесь на страницу, обновите её и повторите."),
    404: ("По этому адресу ничего нет.", "Проверьте адрес или начните с рабочего стола."),
    405: ("По этому адресу принимаются только заполненные формы.", "Начните с рабочего стола."),
}
FORM_EXPIRED = "Страница была открыта слишком давно или вы вошли заново, поэтому форма не принята."
FORM_EXPIRED_HINT = "Обновите страницу и отправьте форму ещё раз: введённое можно скопировать."
BROKEN = "Внутренняя ошибка. Сохранённые данные не изменились."


def status_of(error: errors.ReviewError) -> HTTPStatus:
    """The answer's status: the nearest class in the table decides."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _answer(status: int, message: str, hint: str, code: str = "") -> ResponseReturnValue:
    """The same words as a page, as a line inside a form, or for the page's script."""
    if request.headers.get("HX-Request"):
        body = render_template("parts/problem.html", message=message, hint=hint)
        return body, status, {"HX-Retarget": "find .problem", "HX-Reswap": "innerHTML", "HX-Reselect": ".note"}
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error={"code": code, "message": message, "hint": hint}), status
    title = TITLES.get(status, TITLES[500])
    return render_template("error.html", status=status, title=title, message=message, hint=hint), status


def install(app: Flask) -> None:
    """Answers for our own errors, for Flask's, and for the one nobody foresaw."""

    @app.errorhandler(errors.ReviewError)
    def _ours(error: errors.ReviewError) -> ResponseReturnValue:
        status = status_of(error)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            app.logger.error("%s: %s", error.code, error.message)
        return _answer(status, error.message, error.hint, error.code)

    @app.errorhandler(CSRFError)
    def _csrf(_: CSRFError) -> ResponseReturnValue:
        return _answer(HTTPStatus.BAD_REQUEST, FORM_EXPIRED, FORM_EXPIRED_HINT, "csrf")

    @app.errorhandler(RequestEntityTooLarge)
    def _large(_: RequestEntityTooLarge) -> ResponseReturnValue:
        limit = size(app.config["MAX_CONTENT_LENGTH"])
        message = f"За один раз принимается не больше {limit}. Ни один файл этой отправки не сохранён."
        return _answer(413, message, "Отправьте файлы по одному или уменьшите картинки внутри документа.", "too_large")

    @app.errorhandler(HTTPException)
    def _flask(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < HTTPStatus.BAD_REQUEST:
            return error
        message, hint = PLAIN.get(status, ("Запрос не выполнен.", "Начните с рабочего стола."))
        return _answer(status, message, hint)

    @app.errorhandler(500)
    def _broken(_: Exception) -> ResponseReturnValue:
        code = secrets.token_hex(2).upper()
        app.logger.error("that failure is known to its user as %s, at %s", code, request.path)
        return _answer(500, BROKEN, f"Повторите или сообщите администратору код {code}.", "error")
