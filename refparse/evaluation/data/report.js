"use strict";
(() => {
  const form = document.getElementById("filter");
  const all = Array.from(document.querySelectorAll("#wrong > article"), (element) => ({
    element,
    corpus: element.dataset.corpus,
    fields: element.dataset.fields.split(" "),
    text: element.textContent.toLowerCase(),
  }));
  const apply = () => {
    const { corpus, field, text, count } = form.elements;
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of all) {
      const fits =
        (!corpus.value || one.corpus === corpus.value) &&
        (!field.value || one.fields.includes(field.value)) &&
        words.every((word) => one.text.includes(word));
      one.element.hidden = !fits;
      shown += fits;
    }
    count.value = `${shown} of ${all.length}`;
  };
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
