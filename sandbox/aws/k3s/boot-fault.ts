/** Why a machine does not become part of its cluster yet: AWS knows nothing of it, and the machine tries again. */
export class BootFault extends Error {
  override readonly name = "BootFault";
}
