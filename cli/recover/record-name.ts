/**
 * A name of a zone or record as the program writes it: lower case, without the last dot. Route 53 answers with an escape
 * code of three octal digits for every character but letters, digits, hyphens and underscores: `\052` for a star.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export function recordName(name: string): string {
  const decoded = name.replace(/\\([0-7]{3})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 8)),
  );
  return decoded.toLowerCase().replace(/\.$/, "");
}
