"""Code that Python cannot read: one sentence that says where and what is usual there."""

import ast

import pytest

from ketabrain.engine.code_help import unreadable


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    return (hours / 2", "line 2, “return (hours / 2”: the bracket “(” is opened there and never closed."),
        ("    return hours / 2)", "the bracket “)” closes there and was never opened."),
        ("    return (hours / 2]", "the bracket “(” is closed by “]”."),
        ("    return hours x half_life", "for “times” it wants *, not x."),
        ("    return 2 x hours", "for “times” it wants *, not x."),
        ("    return hours × 2", "it knows no “×”; write *."),
        ("    return hours − 2", "it knows no “−”; write -."),
        ("    return 2hours", "write * between a number and a name."),
        ("    return hours half_life", "something is missing or left over at “half_life”"),
        ("    return (hours half_life)", "a sign such as * is missing between two of its numbers, names or brackets."),
        ("    return x = 3", "something is missing or left over at “= 3”."),
        ("    hours + 1 = x", "to the left of = stands one name, and after return only a value."),
        ("    if hours > 2\n        return 1", "line 2, “if hours > 2”: a colon is missing at its end."),
        ("return hours", "line 2, “return hours”: it belongs to the line above, so begin it with four spaces."),
        ("    x = 1\n      return x", "line 3, “return x”: it begins with more spaces than the line above."),
        ("    x = 1\n  return x", "line 3, “return x”: it must begin with as many spaces as the lines around it."),
        ("    return 'half", "a quotation mark is missing."),
        ("    x = 1\nreturn x", "line 3: it belongs to the function, so begin it with four spaces."),
    ],
)
def test_the_sentence_says_where_and_what(body, words):
    with pytest.raises(SyntaxError) as broken:
        compile(f"def left(hours, half_life):\n{body}\n", "<cell>", "exec")
    sentence = unreadable(broken.value)
    assert sentence.startswith("Python cannot read line ")
    assert sentence.endswith(words) or words in sentence
    assert sentence.endswith(".")
    assert ". " not in sentence


def test_an_error_without_a_place_is_one_sentence_too():
    assert unreadable(SyntaxError("odd")) == "Python cannot read this cell: something is missing there."
    with pytest.raises(SyntaxError) as broken:
        ast.parse("def f(:")
    assert unreadable(broken.value).startswith("Python cannot read line 1, “def f(:”")
