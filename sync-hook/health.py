"""The health of an object by rules (rollout/health): what Argo CD computes in Lua and Flux in CEL.

Python 3.9, standard library only. Rules are plain data:

    rules     {"rules": [{"status", "when": expression, "message": [text]}], "otherwise": {"status", "message"}}
    path      ["status", "conditions", {"where": ["type", "Ready"]}, "reason"]
    text      "as it stands" or {"path": path, "orElse": "what to say when there is none"}

What is missing, null, or of another type than an expression needs, counts as absent, so that no object, however odd,
raises an error. An expression that this program does not know does: the rules come with the program.
"""


def judge(rules, obj):
    """The status and the message of the first rule that holds for an object, or of `otherwise`."""
    for rule in rules["rules"]:
        if holds(rule["when"], obj):
            break
    else:
        rule = rules["otherwise"]
    return rule["status"], "".join(_text(part, obj) for part in rule["message"])


def holds(expression, obj):
    """Whether an expression of a rule is true of an object."""
    ((name, operand),) = expression.items()
    return _EXPRESSIONS[name](operand, obj)


def find(path, obj):
    """The value at a path of an object, None when there is none."""
    for step in path:
        if isinstance(step, dict):
            key, wanted = step["where"]
            items = obj if isinstance(obj, list) else []
            obj = next((item for item in items if isinstance(item, dict) and item.get(key) == wanted), None)
        else:
            obj = obj.get(step) if isinstance(obj, dict) else None
    return obj


def _text(part, obj):
    if isinstance(part, str):
        return part
    value = find(part["path"], obj)
    if _is_number(value) or (isinstance(value, str) and value != ""):
        return str(value)
    return part["orElse"]


def _is_number(value):
    # True and False are numbers to Python.
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _equal(a, b):
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def _same(paths, obj):
    a, b = (find(path, obj) for path in paths)
    return a == b and ((isinstance(a, str) and isinstance(b, str)) or (_is_number(a) and _is_number(b)))


def _more(operand, obj):
    value = find(operand[0], obj)
    return _is_number(value) and value > operand[1]


def _empty(path, obj):
    value = find(path, obj)
    return not (isinstance(value, list) and value)


_EXPRESSIONS = {
    "all": lambda parts, obj: all(holds(part, obj) for part in parts),
    "not": lambda part, obj: not holds(part, obj),
    "present": lambda path, obj: find(path, obj) is not None,
    "eq": lambda operand, obj: _equal(find(operand[0], obj), operand[1]),
    "in": lambda operand, obj: find(operand[0], obj) in operand[1],
    "same": _same,
    "more": _more,
    "empty": _empty,
}
