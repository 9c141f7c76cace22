// The learner's ledger of this browser: entries as the notebooks keep them, in the browser's storage.

function openLedger() {
  const told = new Set();
  const entries = [];
  return {
    lesson: globalThis.kbLesson?.lesson ?? "",
    entries: (kind, lesson, item) =>
      entries.filter((each) => [["kind", kind], ["lesson", lesson], ["item", item]].every(([key, asked]) => asked == null || each[key] === asked)),
    record(kind, item, fields) {
      entries.push({ kind, lesson: this.lesson, item, at: new Date().toISOString(), ...fields });
      told.forEach((change) => change());
    },
    notice: () => "",
    on: (change) => {
      told.add(change);
      return () => told.delete(change);
    },
  };
}
