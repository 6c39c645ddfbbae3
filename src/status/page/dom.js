// Whatever comes from a VM becomes text here, and never anything else.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element with a class, a text and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string | undefined} text
 * @param {readonly Node[]} children
 */
export function element(tag, className = '', text = undefined, children = []) {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/**
 * An SVG element with attributes.
 * @param {keyof SVGElementTagNameMap} tag
 * @param {Readonly<Record<string, string | number>>} attributes
 * @param {readonly Node[]} children
 */
export function svg(tag, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * The element of the page with this id.
 * @param {string} id
 */
export function at(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`this page has no #${id}`);
  return found;
}

/**
 * The field of the page with this id.
 * @param {string} id
 */
export function field(id) {
  const found = at(id);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`#${id} is no field`);
}

/**
 * The shape of an attention; the same in whatever colours.
 * @param {string} attention
 */
export function shape(attention) {
  return svg('svg', { class: 'shape', 'aria-hidden': 'true' }, [svg('use', { href: `#shape-${attention}` })]);
}

/**
 * Changes a text only where it is another one: what has not changed is not laid out again.
 * @param {Element} where
 * @param {string} text
 */
export function say(where, text) {
  if (where.textContent !== text) where.textContent = text;
}

/**
 * Changes an attribute only where it is another one.
 * @param {Element} where
 * @param {string} name
 * @param {string} value
 */
export function mark(where, name, value) {
  if (where.getAttribute(name) !== value) where.setAttribute(name, value);
}
