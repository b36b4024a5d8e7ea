// Improves the filter form where scripts run; everything works without it.
(() => {
  let openFacets = new Set();

  const facets = () => document.querySelectorAll("details.facet");

  // Empty fields say nothing: keep them out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    const parameters = event.detail.formData;
    for (const name of new Set([...parameters.keys()])) {
      const values = parameters.getAll(name).filter((value) => value !== "");
      parameters.delete(name);
      values.forEach((value) => parameters.append(name, value));
    }
  });

  // Facets that the reader opened stay open when the counts are renewed.
  document.addEventListener("htmx:beforeSwap", () => {
    openFacets = new Set([...facets()].filter((facet) => facet.open).map((facet) => facet.id));
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    facets().forEach((facet) => { facet.open = openFacets.has(facet.id); });
  });

  // A slash goes to the search box.
  document.addEventListener("keydown", (event) => {
    const box = document.querySelector("input[type=search]");
    if (event.key === "/" && box && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      box.focus();
    }
  });
})();
