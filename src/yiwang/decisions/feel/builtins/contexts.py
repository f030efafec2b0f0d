"""Contexts (DMN 1.5 §10.3.4.10) and `not`."""

from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.kinds import Value


@builtin("not", "negand:any~")
def negation(value: Value) -> Value:
    return not value if type(value) is bool else None


@builtin("get value", "m:context, key:string")
@builtin("get value", "context:context, key:string")
def get_value(context: dict[str, Value], key: str) -> Value:
    return context.get(key)


@builtin("get value", "m:context, keys:list")
def get_value_deep(context: dict[str, Value], keys: list[Value]) -> Value:
    value: Value = context
    for key in keys:
        if type(value) is not dict or type(key) is not str:
            return None
        value = value.get(key)
    return value


@builtin("get entries", "m:context")
def get_entries(context: dict[str, Value]) -> Value:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries:list")
def context_of(entries: list[Value]) -> Value:
    made: dict[str, Value] = {}
    for entry in entries:
        if type(entry) is not dict or type(entry.get("key")) is not str or "value" not in entry:
            return None
        if entry["key"] in made:
            return None
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put", "context:context, key:string, value:any~")
def context_put(context: dict[str, Value], key: str, value: Value) -> Value:
    return {**context, key: value}


@builtin("context put", "context:context, keys:list, value:any~")
def context_put_deep(meter: Meter, context: dict[str, Value], keys: list[Value], value: Value) -> Value:
    if not keys or type(keys[0]) is not str:
        return None
    meter.spend(len(context) + 1)
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    if type(inner) is not dict:
        return None
    meter.enter()
    changed = context_put_deep(meter, inner, keys[1:], value)
    meter.leave()
    return None if changed is None else {**context, keys[0]: changed}


@builtin("context merge", "contexts:list")
def context_merge(meter: Meter, contexts: list[Value]) -> Value:
    merged: dict[str, Value] = {}
    for context in contexts:
        if type(context) is not dict:
            return None
        meter.spend(len(context))
        merged.update(context)
    return merged
