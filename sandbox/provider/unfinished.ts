import { Metadata, status } from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import type { UnfinishedError } from "./error.ts";
import { toStruct } from "./messages.ts";

/** What goes with the error of an unfinished resource, in the way gRPC carries details: as bytes of the trailer. */
export function unfinishedMetadata(error: UnfinishedError): Metadata {
  const detail = new providerPb.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setInputs(toStruct(error.inputs));
  detail.setProperties(toStruct(error.outputs));
  detail.setReasonsList([error.message]);
  const wrapped = new anyPb.Any();
  wrapped.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const message = new statusPb.Status();
  message.setCode(status.UNKNOWN);
  message.setMessage(error.message);
  message.addDetails(wrapped);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(message.serializeBinary()));
  return metadata;
}
