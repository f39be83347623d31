// The buttons that ask what is typed amounts to ask in place: nothing else of the page changes, and it does not scroll.
// Without this, or where the answer is not the same page again, the form is sent as by any other button.
"use strict";
{
  const QUESTION = "_check";
  const PARTS = ["panel", "checked"];

  const ask = async (form, button) => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Where the server found mistakes, the whole page tells of them.
    if (page.querySelector(".errorlist") || PARTS.some((id) => document.getElementById(id) && !page.getElementById(id))) {
      return false;
    }
    for (const id of PARTS) document.getElementById(id)?.replaceWith(document.importNode(page.getElementById(id), true));
    return true;
  };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const form = event.target;
    if (!button || button.name !== QUESTION || form.dataset.asking === "over") return;
    const part = PARTS.find((id) => button.closest(`#${id}`));
    if (!part) return;
    event.preventDefault();
    if (form.dataset.asking) return;
    form.dataset.asking = "now";
    button.setAttribute("aria-busy", "true");
    const again = () => {
      form.dataset.asking = "over";
      form.requestSubmit(button);
    };
    ask(form, button).then((isDone) => {
      if (!isDone) return again();
      delete form.dataset.asking;
      document.querySelector(`#${part} [name="${QUESTION}"]`)?.focus({ preventScroll: true });
    }, again);
  });
}
