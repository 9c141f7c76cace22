// An exercise: feedback at once, hints one at a time, and a worked solution after a try, as engine/check.py has it.
// A function is written in the notebook; here its card says where, and gives the same help.

function exerciseCard({ id, form, prompt, unit, hints, solution, ...data }, book) {
  const attempts = book.entries("attempt", book.lesson, id);
  const earlier = attempts.at(-1)?.value;
  const texts = form === "options" ? shuffled(Object.keys(data.feedback), `${book.learner} ${id}`) : [];
  let feedback = attempts.some(({ correct }) => correct) ? judgedWords(true, "You have solved this one already.") : "";
  let given = 0; // hints
  let tried = attempts.length > 0;
  let solved = "";

  const judge = (value) => (form === "options" ? { ...data.feedback[value], slip: "" } : judgeNumber(data, value));
  const check = ({ answer }) => {
    feedback = "";
    if (answer === null) throw new Refusal("Choose an answer first.");
    if (answer === "") throw new Refusal("Type a number first.");
    const { right, sentence, slip } = judge(answer);
    const before = book.latest("attempt", book.lesson, id);
    if (before?.value !== answer || before.correct !== right)
      book.record("attempt", id, { value: answer, correct: right, slip });
    feedback = judgedWords(right, sentence);
    tried = true;
  };
  const hint = () => {
    given += 1;
    book.record("hint", id, { value: given });
  };
  const solve = () => {
    book.record("solution", id, {});
    const what = form === "code" ? "Worked solution, to put in the place of the whole cell" : "Worked solution";
    solved = `<div class="kb-say kb-course"><b>${what}.</b>${solution}</div>`;
  };
  const field = () => {
    if (form === "options")
      return { ...optionsPart("answer", prompt, texts), value: texts.includes(earlier) ? earlier : null };
    if (form === "code") return wordsPart(paragraph(prompt, "h3") + data.where);
    const value = typeof earlier === "number" ? earlier : "";
    const box = {
      kind: "number",
      name: "answer",
      label: "Your answer",
      unit,
      low: null,
      high: null,
      enter: "check",
      value,
    };
    return { kind: "group", style: "", legend: prompt, parts: [box] };
  };
  return {
    ...data,
    refused: () => (feedback = ""),
    parts() {
      const last = given === hints.length;
      const opens = tried || (last && hints.length > 0);
      const buttons = [
        buttonPart("hint", "Hint", hint, { disabled: last }),
        buttonPart("solution", "Worked solution", solve, {
          hint: "Opens after a try, or after the last hint",
          disabled: Boolean(solved) || !opens,
        }),
      ];
      if (form !== "code") buttons.unshift(buttonPart("check", "Check", check, { primary: true, reads: true }));
      const help = hints.slice(0, given).map((each, i) => setApart(each, `Hint ${i + 1} of ${hints.length}`));
      return [field(), rowPart(buttons), wordsPart(feedback), wordsPart(help.join("") + solved)];
    },
  };
}
