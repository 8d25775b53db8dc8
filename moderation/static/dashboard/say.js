// What scripts say stands in the page as templates, in the reader's language.

const language = document.documentElement.lang || "en";
const numbers = new Intl.NumberFormat(language);

export function say(name) {
  const template = document.querySelector(`template[data-say="${name}"]`);
  return template.content.firstElementChild.cloneNode(true);
}

export function inNumbers(count) {
  return numbers.format(count);
}

export function fill(element, attribute, text) {
  const place = element.querySelector(`[${attribute}]`);
  if (place) place.textContent = text;
}
