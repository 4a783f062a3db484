// Contrast ratio (WCAG 2) of an element's text against what lies behind it.
element => {
  const parse = text => {
    const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const ground = node => {
    if (!node) return [255, 255, 255, 1];
    const colour = getComputedStyle(node).backgroundColor;
    if (colour === 'rgba(0, 0, 0, 0)') return ground(node.parentElement);
    const own = parse(colour);
    return own[3] < 1 ? over(own, ground(node.parentElement)) : own;
  };
  const light = colour => [0, 1, 2]
    .map(i => colour[i] / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const below = ground(element);
  const [a, b] = [light(over(parse(getComputedStyle(element).color), below)), light(below)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
