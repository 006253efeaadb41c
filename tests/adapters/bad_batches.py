"""What the misbehaving server does with a batch, by the first part of the path; its single cases are answered well."""

import json

BILL = {"first_day": "2016-05-12", "last_day": "2016-06-07", "total": "1516"}


def answer(case, **changes):
    """One bill for a case."""
    return {"case": case, "bills": [{**BILL, **changes}]}


def send(handler, answers):
    """Send a whole batch."""
    handler.send(200, json.dumps({"answers": answers}).encode())


def answers_to(cases):
    """The right answers."""
    return [answer(case) for case in cases]


def second(replace):
    """A batch in which the answers that `replace` gives stand for that to the second case."""

    def mode(handler, cases):
        answers = answers_to(cases)
        send(handler, [*answers[:1], *replace(cases[1]), *answers[2:]])

    return mode


def cut_off(handler, cases):
    body = json.dumps({"answers": answers_to(cases)}).encode()
    handler.send(200, body[: len(body) // 2])


def two_of_three(handler, cases):
    """Batches that fail, but for those with the third case."""
    if "b3" in cases:
        send(handler, answers_to(cases))
    else:
        handler.send(400, b"one of them is no case")


BATCHES = {
    "batch-fine": lambda h, cases: send(h, answers_to(cases)),
    "batch-reordered": lambda h, cases: send(h, answers_to(cases)[::-1]),
    "batch-left-out": second(lambda _: []),
    "batch-other-case": second(lambda _: [answer("another")]),
    "batch-no-case": second(lambda _: [{"bills": []}, 7]),
    "batch-same-twice": second(lambda case: [answer(case), answer(case)]),
    "batch-two-answers": second(lambda case: [answer(case), answer(case, total="1517")]),
    "batch-float": second(lambda case: [answer(case, total=1516.0)]),
    "batch-refusal": second(lambda case: [{"case": case, "refused": {"code": "E1", "message": "no"}}]),
    "batch-500": lambda h, _: h.send(500, b"boom"),
    "batch-two-of-three": two_of_three,
    "batch-400": lambda h, _: h.send(400, b"one of them is no case"),
    "batch-404": lambda h, _: h.send(404, b"no such address"),
    "batch-garbage": lambda h, _: h.send(200, b"<html>"),
    "batch-cut-off": cut_off,
    "batch-no-list": lambda h, cases: h.send(200, json.dumps({"answers": dict.fromkeys(cases)}).encode()),
}
