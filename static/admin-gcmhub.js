"use strict";
// Names for what Django and modeltranslation leave nameless: the language switch, search boxes, fields in tables.
{
  const label = document.getElementById("form-names").dataset.language;
  const nameOf = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);

  function nameSwitch(select) {
    const open = document.querySelector(".ui-tabs-active"); // that of the curator’s own language
    if (!open) return select.remove(); // a form that may only be read has no tabs
    for (const option of select.options) option.textContent = nameOf(option.textContent);
    select.selectedIndex = [...open.parentNode.children].indexOf(open);
    const line = document.createElement("p");
    line.className = "language-switch";
    const name = document.createElement("label");
    name.htmlFor = select.id;
    name.textContent = `${label}:`;
    line.append(name, " ", select);
    document.querySelector("#content h1").after(line);
  }

  function labelOf(field) {
    const cell = field.closest("td"); // in a table of parts only the columns have names
    const label = field.labels[0] ?? cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
    label.id ||= `name-of-${field.id}`;
    return label.id;
  }

  function nameFields(part) {
    for (const field of part.querySelectorAll(".tabular tr:not(.empty-form) td :is(select, input:not([type=hidden]))"))
      if (!field.labels.length) field.setAttribute("aria-labelledby", labelOf(field));
    for (const select of part.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.parentNode.querySelector(".select2-selection");
      const chosen = box.querySelector(".select2-selection__rendered");
      box.setAttribute("aria-labelledby", `${labelOf(select)} ${chosen.id}`);
      box.querySelector("input, [role=textbox]").setAttribute("aria-labelledby", labelOf(select));
    }
  }

  window.jQuery(() => {
    nameSwitch(document.getElementById("modeltranslation-main-switch"));
    nameFields(document);
  });
  document.addEventListener("formset:added", (event) => nameFields(event.target));
}
