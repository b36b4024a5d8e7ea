// Improves the lists where scripts run; everything works without it.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const facets = () => [...document.querySelectorAll("details.facet")];
  const narrowed = () => [...document.querySelectorAll("[data-narrows]")];

  if (window.isSecureContext && navigator.clipboard) root.classList.add("can-copy");
  root.classList.add("scripted");

  // Said to screen readers; the same words twice are said twice.
  const say = (words) => {
    const status = byId("announced");
    if (!status) return;
    status.textContent = "";
    clearTimeout(say.later);
    say.later = setTimeout(() => { status.textContent = words; }, 150);
  };

  // Empty fields say nothing: keep them out of the address. What is asked already is not asked again.
  document.addEventListener("htmx:configRequest", (event) => {
    const { formData, path, elt } = event.detail;
    for (const name of new Set([...formData.keys()])) {
      const values = formData.getAll(name).filter((value) => value !== "");
      formData.delete(name);
      values.forEach((value) => formData.append(name, value));
    }
    if (elt.id !== "listing") return;
    keepPicks(formData, event.detail.triggeringEvent);
    const query = new URLSearchParams(formData).toString();
    if (path === location.pathname && query === new URLSearchParams(location.search).toString()) event.preventDefault();
  });

  // Picks keep the order in which they were made, and picking leaves the reader on the page of the list.
  const keepPicks = (formData, cause) => {
    const address = new URLSearchParams(location.search);
    const picks = formData.getAll("pick");
    const before = address.getAll("pick").filter((pick) => picks.includes(pick));
    formData.delete("pick");
    new Set([...before, ...picks]).forEach((pick) => formData.append("pick", pick));
    if (cause?.target.name === "pick" && address.has("page")) formData.append("page", address.get("page"));
  };

  // When the results and the counts are renewed, the reader finds the facets as they were and stays where they are.
  let before = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const { name, value } = document.activeElement;
    before = {
      open: new Map(facets().map((facet) => [facet.id, facet.open])),
      scrolled: new Map(facets().map((facet) => [facet.id, facet.querySelector("ul")?.scrollTop])),
      typed: new Map(narrowed().map((box) => [box.id, box.value])),
      focus: document.activeElement.closest("#listing") && { name, value },
    };
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!before) return;
    const { open, scrolled, typed, focus } = before;
    before = null;
    narrowed().forEach((box) => { box.value = typed.get(box.id) ?? ""; narrow(box); });
    facets().forEach((facet) => {
      facet.open = open.get(facet.id) ?? facet.open;
      if (scrolled.get(facet.id)) facet.querySelector("ul").scrollTop = scrolled.get(facet.id);
    });
    const fresh = narrowed().find((box) => !typed.has(box.id));
    if (fresh) fresh.focus();
    else if (focus && document.activeElement === document.body) sameAs(focus).focus({ preventScroll: true });
    say(byId("count").textContent);
  });
  const sameAs = ({ name, value }) =>
    (name && [...byId("listing").elements].find((field) => field.name === name && field.value === value)) || byId("count");

  // What lies outside the results follows the address too.
  document.addEventListener("htmx:pushedIntoHistory", () => {
    document.querySelectorAll("a[hreflang]").forEach((link) => { link.search = location.search; });
    const words = byId("id_q");
    if (words && words !== document.activeElement) words.value = new URLSearchParams(location.search).get("q") ?? "";
  });

  // On a narrow screen the filters lie over the results: asking for these closes them.
  document.addEventListener("submit", () => document.querySelector("#filters:popover-open")?.hidePopover(), true);

  // A long list of values can be narrowed by typing a part of a name.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const narrow = (box) => {
    const part = plain(box.value);
    const values = [...byId(box.dataset.narrows).children];
    values.forEach((value) => {
      value.hidden = !plain(value.textContent).includes(part) && !value.querySelector(":checked");
    });
    return values.filter((value) => !value.hidden).length;
  };
  document.addEventListener("input", (event) => {
    if (!event.target.dataset.narrows) return;
    say(byId("announced").dataset.shown.replace("{n}", narrow(event.target)));
  });
  document.addEventListener("change", (event) => {
    if (event.target.dataset.narrows) event.stopPropagation(); // it filters nothing but its list
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.dataset.narrows) event.preventDefault();
  });

  // The address of the list, or of its file, for elsewhere.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    await navigator.clipboard.writeText(new URL(button.dataset.copies, location.href).href);
    say(byId("announced").dataset.copied);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 2000);
  });

  // A slash goes to the search box.
  document.addEventListener("keydown", (event) => {
    const box = document.querySelector("input[name=q]");
    const typing = event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea");
    if (event.key === "/" && box && !typing) {
      event.preventDefault();
      box.focus();
    }
  });
})();
