// A drawing of `svgText` on a canvas. A picture of SVG would be drawn without the fonts of the page,
// and the policy of the server lets no fonts be embedded in it.

const FAMILY = '"Landbridge Sans", "Noto Sans SC", sans-serif';

type Sheet = CanvasRenderingContext2D;

const of = (element: Element, name: string, usual = 0): number => {
  const value = parseFloat(element.getAttribute(name) ?? '');
  return Number.isFinite(value) ? value : usual;
};

/** The outline of a rectangle, line, circle or path. */
function outline(element: Element): Path2D | null {
  const path = new Path2D();
  switch (element.tagName) {
    case 'rect':
      path.rect(of(element, 'x'), of(element, 'y'), of(element, 'width'), of(element, 'height'));
      return path;
    case 'line':
      path.moveTo(of(element, 'x1'), of(element, 'y1'));
      path.lineTo(of(element, 'x2'), of(element, 'y2'));
      return path;
    case 'circle':
      path.arc(of(element, 'cx'), of(element, 'cy'), of(element, 'r'), 0, 2 * Math.PI);
      return path;
    case 'path':
      return new Path2D(element.getAttribute('d') ?? '');
    default:
      return null;
  }
}

function shape(pen: Sheet, element: Element, path: Path2D) {
  const fill = element.getAttribute('fill') ?? '#000';
  if (fill !== 'none' && element.tagName !== 'line') {
    pen.globalAlpha = of(element, 'fill-opacity', 1) * of(element, 'opacity', 1);
    pen.fillStyle = fill;
    pen.fill(path);
  }
  const stroke = element.getAttribute('stroke') ?? 'none';
  if (stroke === 'none') return;
  pen.globalAlpha = of(element, 'opacity', 1);
  pen.strokeStyle = stroke;
  pen.lineWidth = of(element, 'stroke-width', 1);
  pen.lineCap = (element.getAttribute('stroke-linecap') ?? 'butt') as CanvasLineCap;
  const dashes = element.getAttribute('stroke-dasharray')?.match(/[\d.]+/g) ?? [];
  pen.setLineDash(dashes.map(Number));
  pen.stroke(path);
}

const font = (element: Element) =>
  `${element.getAttribute('font-weight') ?? 400} ${of(element, 'font-size', 11)}px ${FAMILY}`;

function writing(pen: Sheet, element: Element) {
  pen.globalAlpha = 1;
  pen.font = font(element);
  pen.fillStyle = element.getAttribute('fill') ?? '#000';
  const anchor = element.getAttribute('text-anchor');
  pen.textAlign = anchor === 'end' ? 'right' : anchor === 'middle' ? 'center' : 'left';
  pen.fillText(element.textContent ?? '', of(element, 'x'), of(element, 'y'));
}

function paint(pen: Sheet, element: Element) {
  pen.save();
  const move = element.getAttribute('transform')?.match(/-?[\d.]+/g) ?? [];
  if (move.length) pen.translate(Number(move[0]), Number(move[1] ?? 0));
  const path = outline(element);
  if (path) shape(pen, element, path);
  else if (element.tagName === 'text') writing(pen, element);
  else for (const child of element.children) paint(pen, child);
  pen.restore();
}

/** A drawing as a picture, at twice its size. */
export async function svgPng(text: string): Promise<Blob> {
  const drawing = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  const [x = 0, y = 0, width = 0, height = 0] = (drawing.getAttribute('viewBox') ?? '')
    .split(' ')
    .map(Number);
  const words = [...drawing.querySelectorAll('text')];
  await Promise.all(words.map((one) => document.fonts.load(font(one), one.textContent ?? '')));
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [Math.ceil(width * 2), Math.ceil(height * 2)];
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.scale(2, 2);
  pen.translate(-x, -y);
  for (const child of drawing.children) paint(pen, child);
  return new Promise((done, fail) =>
    sheet.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'),
  );
}
