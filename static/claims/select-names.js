// Select2 gives its boxes no names, and an open one does not say what it controls. This gives each the name of the label
// that belongs to it, and the list that it has opened.
"use strict";
{
  const nameOf = (select) => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    return label ? label.textContent.replace(/[:*]\s*$/, "").trim() : "";
  };

  const nameParts = (container) => {
    const select = container.previousElementSibling;
    if (!select || !select.matches("select")) return;
    const name = nameOf(select);
    for (const part of container.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      const shown = part.matches("[role=combobox]") ? container.querySelector(".select2-selection__rendered") : null;
      const chosen = shown ? shown.getAttribute("title") : "";
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", chosen ? `${name}: ${chosen}` : name);
      const list = part.getAttribute("aria-owns");
      if (list) part.setAttribute("aria-controls", list);
      else part.removeAttribute("aria-controls");
    }
  };

  const nameOpenSearch = () => {
    const open = document.querySelector(".select2-container--open [role=combobox]");
    const search = document.querySelector(".select2-dropdown .select2-search__field");
    if (open && search) search.setAttribute("aria-label", open.getAttribute("aria-label") || "");
  };

  const nameAll = () => {
    document.querySelectorAll(".select2-container--admin-autocomplete").forEach(nameParts);
    nameOpenSearch();
  };

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
    nameAll();
  });
}
