"""The scripts of the reading edition say and score what Python does: one table of cases for both."""

import json

import pytest

from tasks.inside import site
from tasks.inside.reading.describe_answers import number_judging
from tests.reading_cases import CASES, SCRIPT, asked_number

pytestmark = pytest.mark.browser

RUN = """cases => {
  const functions = %s;
  return Object.entries(cases).flatMap(([name, rows]) => rows.flatMap(([asked, said]) => {
    const found = functions[name](...asked);
    const [told, wanted, of] = [found, said, asked].map((each) => JSON.stringify(each));
    return told === wanted ? [] : [`${name}(${of}): ${told}`];
  }));
}"""


def test_the_pages_say_what_the_table_says(browser):
    cases = CASES | {
        "judge_number": [
            [[number_judging(asked_number(asked)), given], said] for (asked, given), said in CASES["judge_number"]
        ]
    }
    page = browser.new_page()
    body = site.script().removeprefix("(() => {\n").removesuffix("})();\n")
    wrong = page.evaluate(f"cases => {{ {body}\nreturn ({RUN % SCRIPT})(cases); }}", json.loads(json.dumps(cases)))
    page.close()
    assert wrong == []
