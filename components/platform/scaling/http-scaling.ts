/** Where the parts run that scale by requests, and what they listen at: others have to reach them. */
export const HTTP_SCALING_NAMESPACE = "keda-http";

export const HTTP_SCALING_PORTS = { proxy: 8080, scaler: 9090, admin: 9090 } as const;
