/** Quantities as the API server writes them, so that what was sent and what is read back are the same text. */

/** CPU: whole processors without a unit, else millicores. @example cpuQuantity(1500) // => "1500m" */
export function cpuQuantity(millicores: number): string {
  return millicores % 1000 === 0 ? `${millicores / 1000}` : `${millicores}m`;
}

/** Memory or storage in the largest unit that divides it. @example sizeQuantity(2048) // => "2Gi" */
export function sizeQuantity(mebibytes: number): string {
  const units = ["Mi", "Gi", "Ti"];
  let amount = mebibytes;
  let unit = 0;
  for (; amount > 0 && amount % 1024 === 0 && unit < units.length - 1; unit += 1) amount /= 1024;
  return amount === 0 ? "0" : `${amount}${units[unit] ?? ""}`;
}
