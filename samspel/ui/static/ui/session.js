// Tells a signed-in reader in good time that the session ends, and lets it go on. Without this script nothing is
// lost either: a form sent too late is kept until its writer has signed in again.
(() => {
  const warning = document.getElementById("session-warning");
  if (!warning) return;
  const WARN_BEFORE = 5 * 60;
  const seconds = Number(warning.dataset.seconds);
  const form = warning.querySelector("form");
  let timer;

  const wait = () => {
    clearTimeout(timer);
    warning.hidden = true;
    timer = setTimeout(() => { warning.hidden = false; }, Math.max(seconds - WARN_BEFORE, seconds / 2) * 1000);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then((answer) => (answer.ok ? wait() : location.reload()))
      .catch(() => { warning.hidden = false; });
  });
  wait();
})();
