/** Strings around logs and traces that only AWS, Loki or OpenTelemetry interpret, each with its page. */

/** Whose logs a request writes or reads. @see https://grafana.com/docs/loki/latest/operations/multi-tenancy/ */
export const LOG_TENANT_HEADER = "X-Scope-OrgID";

/** What Loki answers to, by the name of the port. @see https://grafana.com/docs/loki/latest/configure/#server */
export const LOKI_PORTS = { http: 3100, grpc: 9095, members: 7946 } as const;

/** @see https://grafana.com/docs/tempo/latest/configuration/#server */
export const TEMPO_PORTS = { http: 3200, otlp: 4317 } as const;

/** Ports of OpenTelemetry's protocol. @see https://opentelemetry.io/docs/specs/otlp/ */
export const OTLP_PORTS = { grpc: 4317, http: 4318 } as const;

/** @see https://opentelemetry.io/docs/platforms/kubernetes/operator/ */
export const OTEL_COLLECTOR_API = "opentelemetry.io/v1beta1";
export const OTEL_INSTRUMENTATION_API = "opentelemetry.io/v1alpha1";

/** How the operator marks pods of its collectors. @see https://github.com/open-telemetry/opentelemetry-operator/blob/v0.158.0/internal/manifests/manifestutils/labels.go */
export const OTEL_COLLECTOR_COMPONENT = "opentelemetry-collector";

/** What a program asks of a bucket in which it keeps objects of its own, and of the key they are encrypted with. @see https://grafana.com/docs/loki/latest/configure/storage/#aws-deployment-s3-single-store */
export const LIST_BUCKET_ACTION = "s3:ListBucket";
export const KEEP_OBJECT_ACTIONS = [
  "s3:AbortMultipartUpload",
  "s3:DeleteObject",
  "s3:GetObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
] as const;
export const USE_KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** Beginning of the names that a listing asks for. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export const LISTED_PREFIX_KEY = "s3:prefix";

/** Service on whose behalf a key is used. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export const KEY_VIA_SERVICE_KEY = "kms:ViaService";
