/**
 * The content security policy lets only styles with the nonce of this page load in. antd hands its
 * nonce to most of the styles it writes but not to the CSS variables and the scroll lock, so every
 * style element made by a script gets it here. Styles in injected markup still do not.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const create = document.createElement.bind(document);

function createWithNonce(name: string, options?: ElementCreationOptions): HTMLElement {
  const element = create(name, options);
  if (nonce && element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}

document.createElement = createWithNonce;
