// Everything works without this script; it only makes a few things kinder.
import htmx from "htmx.org";

// The content security policy allows no evaluated code and no inline style.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0; // no page of one user stays behind in the browser of the next

// A refusal (422) carries the form with its messages: show it, like a success.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true, error: false },
  { code: "[45]..", swap: false, error: true },
];

// A call that fails must not fail in silence.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    const notice = document.getElementById("storing");
    notice?.removeAttribute("hidden");
    notice?.scrollIntoView({ block: "center" });
  });
}

// Typed text is not lost by a wrong click.
const edited = new Set<HTMLFormElement>();

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.form) edited.add(target.form);
});

document.addEventListener("submit", ({ target }) => {
  if (target instanceof HTMLFormElement) edited.delete(target);
});

window.addEventListener("beforeunload", (event) => {
  const unsaved = [...edited].some((form) => form.isConnected);
  if (unsaved) event.preventDefault();
});

// A code behind the # of a link never reaches a log; here it goes straight into its field.
const codeForm = document.querySelector<HTMLFormElement>("form[data-code]");
const codeField = codeForm?.querySelector<HTMLInputElement>("[name=code]");
if (codeForm && codeField && location.hash.length > 1 && !codeForm.querySelector("[role=alert]")) {
  codeField.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  codeForm.requestSubmit();
}

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-afdrukken]")) window.print();
});
