// Weights as the address has them: `debt:2,light:0`.

export type Weights = Record<string, number>;

export function weightsFrom(text: string): Weights {
  const weights: Weights = {};
  for (const part of text.split(',')) {
    const [id, value] = part.split(':');
    const weight = Number(value);
    if (id && value && Number.isFinite(weight) && weight >= 0) weights[id] = weight;
  }
  return weights;
}

/** The address of weights. */
export function weightsText(weights: Weights): string {
  return Object.entries(weights)
    .map(([id, weight]) => `${id}:${weight}`)
    .join(',');
}
