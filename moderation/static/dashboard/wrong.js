// A form that came back: focus goes to the first field that something is wrong with.

const wrong = document.querySelector("main [aria-invalid=true]");
const field = wrong?.matches("fieldset") ? wrong.querySelector("input, select") : wrong;
field?.focus();
