// A choice of light or dark in the account shows at once; it is kept when the form is sent.

export function watchTheme() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[name=theme]")) document.documentElement.dataset.theme = event.target.value;
  });
}
