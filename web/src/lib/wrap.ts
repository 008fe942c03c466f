// Long lines on several: no library, since drawings and canvases do not wrap by themselves.

/** Pieces between which a line may end: words, and each sign of a script without spaces. */
const PIECES =
  /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]|[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+|\s+/gu;

/** `text` in lines of at most `width` by `measure`; what is longer without a break is cut. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string) => {
    if (measure((line + piece).trimEnd()) <= width || line.trim() === '') line += piece;
    else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
    // A word longer than a line goes on in the next one.
    while (line.length > 1 && measure(line.trimEnd()) > width) {
      let fits = line.length - 1;
      while (fits > 1 && measure(line.slice(0, fits)) > width) fits -= 1;
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  };
  for (const [piece] of text.matchAll(PIECES)) put(piece);
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}
