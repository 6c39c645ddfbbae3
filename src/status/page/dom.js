// Whatever comes from a VM becomes text here, and never anything else.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with a class, a text and children. */
export function element(tag, className = '', text = undefined, children = []) {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** An SVG element with attributes. */
export function svg(tag, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** The element of the page with this id. */
export function at(id) {
  return document.getElementById(id);
}

/** The shape of an attention; the same in whatever colours. */
export function shape(attention) {
  return svg('svg', { class: 'shape', 'aria-hidden': 'true' }, [svg('use', { href: `#shape-${attention}` })]);
}

/** Changes a text only where it is another one: what has not changed is not laid out again. */
export function say(where, text) {
  if (where.textContent !== text) where.textContent = text;
}

/** Changes an attribute only where it is another one. */
export function mark(where, name, value) {
  if (where.getAttribute(name) !== value) where.setAttribute(name, value);
}
