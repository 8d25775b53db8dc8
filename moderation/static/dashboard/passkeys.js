// Asks the browser for a passkey, puts its answer into the form and sends that.

const form = document.querySelector("form[data-passkey]");
const problems = [...document.querySelectorAll("[data-problem]")];

function show(name) {
  for (const problem of problems) problem.hidden = problem.dataset.problem !== name;
}

// Bytes travel as base64url (RFC 4648, section 5).
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function described(credentials = []) {
  return credentials.map((each) => ({ ...each, id: bytes(each.id) }));
}

function creation(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  };
}

function request(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  };
}

function answered(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"])
    if (response[name]) parts[name] = text(response[name]);
  if (response.userHandle) parts.userHandle = text(response.userHandle);
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: parts,
  });
}

async function ask() {
  const options = JSON.parse(form.dataset.options);
  show("");
  try {
    const credential =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: creation(options) })
        : await navigator.credentials.get({ publicKey: request(options) });
    form.elements.credential.value = answered(credential);
    form.submit();
  } catch (error) {
    show(problems.some((each) => each.dataset.problem === error.name) ? error.name : "other");
  }
}

if (form && window.PublicKeyCredential) {
  show("");
  form.querySelector("button").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  if ("atOnce" in form.dataset) ask();
} else if (form) show("unknown");
