import { type Layer, type Layers, minorNumber, nextLayer, nextMinor, stepped } from "./layers.ts";

/** One step of an upgrade: a layer that moves by one minor, and what the layers are afterwards. */
export interface Step {
  readonly layer: Layer;
  readonly from: string;
  readonly to: string;
  readonly before: Layers;
  readonly after: Layers;
}

/** The minors above one, up to another: `1.34`, `1.35` from 1.33 to 1.35. */
export function minorsBetween(from: string, to: string): readonly string[] {
  const count = Math.max(0, minorNumber(to) - minorNumber(from));
  return Array.from({ length: count }, (_, index) => `1.${minorNumber(from) + index + 1}`);
}

/** The next step towards a minor; undefined when every layer is there, or beyond. */
export function nextStep(layers: Layers, target: string): Step | undefined {
  const layer = nextLayer(layers, target);
  if (layer === undefined) return undefined;
  const from = layers[layer];
  return { layer, from, to: nextMinor(from), before: layers, after: stepped(layers, layer) };
}

/**
 * Every step to a minor: all layers of one minor before the first of the next, so that no two are ever more than one
 * minor apart. An upgrade that has begun is finished first.
 */
export function stepsTo(layers: Layers, target: string): readonly Step[] {
  const steps: Step[] = [];
  for (let step = nextStep(layers, target); step !== undefined; step = nextStep(step.after, target))
    steps.push(step);
  return steps;
}
