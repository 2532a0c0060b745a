import { TEMPO_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";

/** Where traces are kept. */
export const TRACES_NAMESPACE = "tempo";

const HOST = `tempo.${TRACES_NAMESPACE}.svc`;

/** Addresses of Tempo for other add-ons of the same cluster. */
export const TRACES_ENDPOINTS = {
  /** Where traces are found. */
  read: `http://${HOST}:${TEMPO_PORTS.http}`,
  /** Where spans are written, by OTLP over gRPC: a host and a port. */
  write: `${HOST}:${TEMPO_PORTS.otlp}`,
} as const;
