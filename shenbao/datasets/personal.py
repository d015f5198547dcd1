"""Names and telephone numbers: what is personal in a declaration's JSON, and how it is kept out of other texts."""

from __future__ import annotations

from typing import Any

import regex

from shenbao_extract.document import Box

HIDDEN = "▇▇▇"
_PHONE = regex.compile(r"(?<![\d.])(?:1[3-9]\d{9}|0\d{2,3}[-－—]\d{7,8}(?:[-－]\d{1,4})?)(?![\d.]|\s*[万亿元])")
_LABELLED = regex.compile(
    r"(电话|手机|负责人|填报人|联系人|经办人|填表人|审核人|制表人)([:：]\s*)(?!▇)[^\s,，;；。:：）)]{2,13}"
)
_MAY_HOLD = regex.compile(r"电话|手机|人[:：]|\d{7}")


def personal_texts(declaration: dict[str, Any]) -> tuple[str, ...]:
    """The words of a declaration that are names or telephone numbers, the longest first."""
    texts = {item["text"].strip() for item in declaration["extra"] if item["personal"]}
    parts = {part for text in texts for part in regex.split(r"[\s,，、;；/]+", text)}
    return tuple(sorted((text for text in texts | parts if len(text) > 1), key=lambda text: (-len(text), text)))


def redacted(text: str | None, secrets: tuple[str, ...]) -> str | None:
    """A text in which the personal words, telephone numbers and what follows 联系人： or 电话： are hidden."""
    if text is None:
        return None
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    if not _MAY_HOLD.search(text):
        return text
    text = _LABELLED.sub(rf"\1\2{HIDDEN}", text)
    return _PHONE.sub(HIDDEN, text)


def personal_boxes(contract: dict[str, Any], page: int) -> list[Box]:
    """The places on a page of a document's JSON where names and telephone numbers stand: to be hidden in pictures."""
    out = []
    for declaration in contract["declarations"]:
        secrets = personal_texts(declaration)
        hidden = {f"/extra/{number}/text" for number, item in enumerate(declaration["extra"]) if item["personal"]}
        for path, places in declaration["evidence"].items():
            for place in places:
                here = place["page"] == page and place.get("box")
                if here and (path in hidden or redacted(place["text"], secrets) != place["text"]):
                    x0, top, x1, bottom = map(float, place["box"])
                    out.append(Box(x0, top, x1, bottom))
    return out
